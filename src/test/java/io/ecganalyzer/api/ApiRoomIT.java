package io.ecganalyzer.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many large bodies at once do not take more memory than there is for them. */
class ApiRoomIT {
    private static final int MAX_BODY = 1 << 20;
    private static final int BODIES = 4;
    private static final String ECG = IntStream.range(0, 300)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "{\"leads\":[{\"name\":\"I\",\"signal\":[", "]}]}"));

    private static ApiUnderTest service;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        service = ApiUnderTest.started(settings -> new ApiSettings(
                settings.host(),
                settings.port(),
                MAX_BODY,
                settings.bodyTimeout(),
                settings.idleTimeout(),
                settings.publicUrl(),
                settings.maxLeads(),
                settings.maxSamples(),
                0,
                settings.tls()));
        http = new RawHttp("127.0.0.1", service.port(), new ContractCheck());
        service.register(http, "ada");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whoFindsNoRoomIsToldToComeAgainAndTheRoomComesBack() throws IOException {
        List<Socket> uploads = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            uploads.add(almostWhole());
        }
        await().until(() -> service.bodyBytes() == BODIES * (MAX_BODY - 1L));
        Answer refused = submit();
        assertEquals(503, refused.status());
        assertTrue(Integer.parseInt(refused.header("Retry-After").orElseThrow()) > 0);
        for (Socket upload : uploads) {
            upload.close();
        }
        await().until(() -> service.bodyBytes() == 0);
        assertEquals(202, submit().status());
        await().until(() -> service.bodyBytes() == 0);
    }

    @Test
    void samplesThatTakeMoreThanTheirTextCountAsMore() throws IOException {
        byte[] zeros = "0,".repeat((MAX_BODY - 2) / 2).getBytes(StandardCharsets.US_ASCII);
        try (Socket upload = almostWhole(zeros)) {
            await().until(() -> service.bodyBytes() == 2L * zeros.length);
            assertEquals(202, submit().status());
        }
        await().until(() -> service.bodyBytes() == 0);
    }

    private static Answer submit() {
        return http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .json(ECG)
                .send();
    }

    private static Socket almostWhole() throws IOException {
        return almostWhole(new byte[MAX_BODY - 1]);
    }

    private static Socket almostWhole(byte[] start) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.port());
        String head = "POST /v1/ecg HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: "
                + MAX_BODY + "\r\nAuthorization: " + RawHttp.basic("ada", ApiUnderTest.PASSWORD) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(start);
        return socket;
    }
}
