package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.RawConnection;
import io.ecganalyzer.testing.SecurityHeadersCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The port that strangers should not reach, and browsers of operators do. */
class ManagementPortIT {
    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health/live, 200",
        "GET, /health/ready, 200",
        "HEAD, /metrics, 200",
        "GET, /metrics?x=<script>, 200",
        "POST, /metrics, 405",
        "TRACE, /health/live, 405",
        "OPTIONS, *, 405",
        "GET, *, 404",
        "GET, /, 404",
        "GET, /%, 404",
        "GET, /metrics/, 404",
        "GET, /metrics/../v1/ecg, 404",
        "GET, /health/..%2fmetrics, 404",
        "GET, /<script>alert(1)</script>, 404",
        "GET, v1, 404",
        "GET, http://, 404",
    })
    void eachAnswerIsMeantAndHasTheSecurityHeaders(String method, String path, int status) throws IOException {
        try (RawConnection connection =
                new RawConnection("127.0.0.1", service.management().getPort())) {
            Answer answer = connection.exchange(
                    (method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(status, answer.status(), answer::toString);
            SecurityHeadersCheck.check(answer);
        }
    }
}
