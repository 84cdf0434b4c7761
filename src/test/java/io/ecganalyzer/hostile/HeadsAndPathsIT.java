package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.RawConnection;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.SecurityHeadersCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines and headers that no client library would send. Each is refused with a problem, or answered as what it is. */
class HeadsAndPathsIT {
    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.started();
        service.asUser("ada");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/ecg/..%2f..%2fhealth%2flive",
                "/v1/ecg/%2e%2e/%2e%2e/metrics",
                "/v1/../../metrics",
                "/docs/assets/..%2f..%2fapplication.class",
                "/docs/assets/../../../../etc/passwd",
                "/docs/assets/%2e%2e%2f%2e%2e%2fopenapi.yaml",
                "/docs/assets/..\\..\\logback.xml",
                "/docs/assets/%00",
                "/v1/ecg/a%00b",
                "/v1/ecg/%c0%ae%c0%ae%c0%af",
                "/v1/ecg/%ff%fe",
                "/v1/ecg/%ed%a0%80",
                "/v1/ecg/%",
                "/v1/ecg/%zz",
                "/v1/ecg/%0d%0aX-Injected:%20yes",
                "/v1/ecg/%E2%80%AEevil",
                "/v1/ecg;jsessionid=1",
                "/v1/ecg/%252e%252e",
                "/%2f%2fevil.example/",
                "/META-INF/MANIFEST.MF",
                "/v1/ecg?cursor=%00",
                "/v1/ecg?limit=1%0d%0aX-Injected:%20yes",
                "*",
                "v1/ecg",
                "http://",
                "\\v1\\ecg",
                "/v1/\u00e9cg",
                "/v1/ecg#fragment"
            })
    void aStrangePathIsAProblem(String path) throws IOException {
        Answer answer = exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + login() + "\r\n");
        assertProblem(answer);
        assertTrue(answer.header("X-Injected").isEmpty(), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.example/v1/analyzers, 200",
        "http://127.0.0.1:1/v1/analyzers, 200",
        "ftp://a/v1/analyzers, 200",
        "http:///v1/analyzers, 200",
        "//v1//analyzers, 200",
        "/v1/./analyzers, 200",
        "/v1/x/../analyzers, 200",
        "/%761/analyzers, 200",
    })
    void anOtherWordForAPathIsThatPath(String path, int status) throws IOException {
        Answer answer = exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + login() + "\r\n");
        assertEquals(status, answer.status(), answer::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "GETGET", "G\u0000T", "OPTIONS", "PRI", "M-SEARCH"})
    void aStrangeMethodIsAProblem(String method) throws IOException {
        assertProblem(exchange(method + " /v1/ecg HTTP/1.1\r\nHost: a\r\n" + login() + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: b\r\n",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: @\r\n",
                "Host: a:99999\r\n",
                "Host: [::1\r\n",
                "Host: <script>\r\n"
            })
    void aStrangeHostIsNeverRepeatedAndNeverA5xx(String host) throws IOException {
        Answer answer = exchange("POST /v1/ecg HTTP/1.1\r\n" + host + login()
                + "Content-Type: application/json\r\nContent-Length: 39\r\n\r\n"
                + "{\"leads\":[{\"name\":\"I\",\"signal\":[1,2]}]}");
        assertTrue(answer.status() < 500, answer::toString);
        SecurityHeadersCheck.check(answer);
        assertTrue(!answer.toString().contains("script>"), answer::toString);
    }

    @Test
    void headersThatAreTooLongAreRefused() throws IOException {
        assertEquals(431, exchange(head("X: " + "a".repeat(9_000))).status());
        assertEquals(431, exchange(head("X: b\r\n".repeat(3_000) + "X: c")).status());
        assertEquals(
                414,
                exchange("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .status());
    }

    @Test
    void headersOfEveryByteAreNeverA5xx() throws IOException {
        for (char c = 0; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                Answer answer = exchange(head("X-Odd: a" + c + "b\r\nX-Request-Id: " + c + "\r\nIf-None-Match: " + c));
                assertTrue(answer.status() < 500, answer::toString);
                SecurityHeadersCheck.check(answer);
            }
        }
    }

    private static String head(String headers) {
        return "GET /v1/analyzers HTTP/1.1\r\nHost: a\r\n" + login() + headers + "\r\n\r\n";
    }

    private static String login() {
        return "Authorization: " + RawHttp.basic("ada", "the password of ada") + "\r\n";
    }

    private static void assertProblem(Answer answer) {
        assertEquals('4', Integer.toString(answer.status()).charAt(0), answer::toString);
        assertEquals("application/problem+json", answer.header("Content-Type").orElse(""), answer::toString);
        assertEquals(answer.status(), answer.json().getInteger("status"));
        SecurityHeadersCheck.check(answer);
    }

    private static Answer exchange(String request) throws IOException {
        try (RawConnection connection =
                new RawConnection("127.0.0.1", service.url().getPort())) {
            return connection.exchange(request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
