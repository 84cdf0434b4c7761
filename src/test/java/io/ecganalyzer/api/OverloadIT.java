package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawConnection;
import io.ecganalyzer.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More ECGs wait for their analysis than may. */
final class OverloadIT {
    private static final String ECG = "{\"leads\":[{\"name\":\"I\",\"signal\":[1,-1]}]}";

    private static ApiUnderTest api;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        api = ApiUnderTest.started();
        http = new RawHttp("127.0.0.1", api.port(), new ContractCheck());
        api.register(http, "ada");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void overload() {
        api.backlog.full.set(true);
    }

    @Test
    void submissionsAreRefusedForAWhileAndReadingGoesOn() {
        assertRefused(submission().as("ada", ApiUnderTest.PASSWORD).send());
        assertEquals(
                200,
                http.request("GET", "/v1/ecg")
                        .as("ada", ApiUnderTest.PASSWORD)
                        .send()
                        .status());
        api.backlog.full.set(false);
        int before = api.backlog.grown.get();
        assertEquals(202, submission().as("ada", ApiUnderTest.PASSWORD).send().status());
        assertEquals(before + 1, api.backlog.grown.get());
    }

    @Test
    void whoWantsAReportIsRefusedAsWell() {
        assertRefused(http.request("POST", "/v1/reports")
                .json(ECG)
                .as("ada", ApiUnderTest.PASSWORD)
                .send());
    }

    @Test
    void noPasswordIsLookedAtForARefusal() {
        assertRefused(submission().send());
        api.backlog.full.set(false);
        assertEquals(401, submission().send().status());
    }

    @Test
    void aRefusalLeavesTheConnectionOfUse() throws IOException {
        try (RawConnection connection = new RawConnection("127.0.0.1", api.port())) {
            Answer refused = connection.exchange(
                    request("POST /v1/ecg", "Content-Type: application/json\r\nContent-Length: " + ECG.length(), ECG));
            assertRefused(refused);
            assertEquals(Optional.empty(), refused.header("Connection"));
            assertEquals(
                    200, connection.exchange(request("GET /v1/ecg", "", "")).status());
        }
    }

    @Test
    void noLargeBodyIsWaitedFor() throws IOException {
        try (RawConnection connection = new RawConnection("127.0.0.1", api.port())) {
            Answer refused = connection.exchange(
                    request("POST /v1/ecg", "Content-Type: application/json\r\nContent-Length: 1000000", ""));
            assertRefused(refused);
            assertEquals("close", refused.header("Connection").orElseThrow());
        }
    }

    @Test
    void norOneThatDoesNotSayHowLongItIs() throws IOException {
        try (RawConnection connection = new RawConnection("127.0.0.1", api.port())) {
            assertRefused(connection.exchange(
                    request("POST /v1/ecg", "Content-Type: application/json\r\nTransfer-Encoding: chunked", "")));
        }
    }

    @Test
    void whoAsksWhetherToSendIsToldNo() throws IOException {
        try (RawConnection connection = new RawConnection("127.0.0.1", api.port())) {
            assertRefused(connection.exchange(request(
                    "POST /v1/ecg",
                    "Content-Type: application/json\r\nContent-Length: 40\r\nExpect: 100-continue",
                    "")));
        }
    }

    private static RawHttp.Request submission() {
        return http.request("POST", "/v1/ecg").json(ECG);
    }

    private static byte[] request(String methodAndPath, String headers, String body) {
        return (methodAndPath + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                        + RawHttp.basic("ada", ApiUnderTest.PASSWORD) + "\r\n"
                        + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertRefused(Answer answer) {
        assertEquals(503, answer.status(), answer.toString());
        assertEquals("5", answer.header("Retry-After").orElseThrow());
        assertTrue(answer.json().getString("detail").startsWith("Too many ECGs wait"), answer.toString());
    }
}
