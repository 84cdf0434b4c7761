package io.ecganalyzer.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that wait for the end of an analysis, with a bus that tells of it and without. */
class EcgWatchingIT {
    private static final int STREAMS_OF_A_USER = 100;
    private static final int WAITS_OF_A_GATEWAY = 300;

    private static ApiUnderTest service;
    private static RawHttp http;
    private static UUID ada;

    @BeforeAll
    static void start() {
        service = ApiUnderTest.started();
        http = new RawHttp("127.0.0.1", service.port(), new ContractCheck());
        ada = service.register(http, "ada");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aWaitingClientIsWokenByTheBus() {
        UUID id = submit();
        CompletableFuture<Answer> waiting = readLater(id, 20);
        service.analyze(ada, id);
        // The client may not wait yet when the first message comes.
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            service.bus.publish(new Progress(ada, id, EcgStatus.DONE));
            return waiting.isDone();
        });
        Answer answer = waiting.join();
        assertEquals("done", answer.json().getString("status"));
        assertEquals(7, answer.json().getInteger("zero_crosses_count"));
    }

    @Test
    void aWaitingClientSeesTheEndWithoutTheBusAsWell() {
        UUID id = submit();
        CompletableFuture<Answer> waiting = readLater(id, 20);
        service.analyze(ada, id);
        assertEquals(
                "done", waiting.orTimeout(10, TimeUnit.SECONDS).join().json().getString("status"));
    }

    @Test
    void aWaitEndsWhenThePatienceDoes() {
        long started = System.nanoTime();
        Answer answer = read(submit(), 1);
        assertEquals("queued", answer.json().getString("status"));
        assertEquals("wait=1", answer.header("Preference-Applied").orElseThrow());
        long millis = (System.nanoTime() - started) / 1_000_000;
        assertTrue(millis >= 1_000 && millis < 5_000, millis + " ms");
    }

    @Test
    void aReportThatDoesNotComeInTimeIsWhereItsAnswerSays() {
        UUID id = UUID.randomUUID();
        Answer answer = analyze(id, 1);
        assertEquals(200, answer.status());
        assertEquals("queued", answer.json().getString("status"));
        assertEquals("wait=1", answer.header("Preference-Applied").orElseThrow());
        String place = answer.header("Location").orElseThrow();
        assertTrue(place.endsWith("/v1/ecg/" + id), place);
        service.analyze(ada, id);
        // The same content by the same id is the same ECG.
        Answer again = analyze(id, 20);
        assertEquals("done", again.json().getString("status"));
        assertEquals(7, again.json().getInteger("zero_crosses_count"));
    }

    @Test
    void whoWaitsForAReportHoldsNoRoomForItsBody() {
        UUID id = UUID.randomUUID();
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> analyze(id, 20));
        await().until(() -> service.waiters() == 1);
        assertEquals(0, service.room().bodyBytes().taken());
        service.analyze(ada, id);
        service.bus.publish(new Progress(ada, id, EcgStatus.DONE));
        assertEquals("done", waiting.join().json().getString("status"));
        assertEquals(0, service.room().bodyBytes().taken());
    }

    @Test
    void whoIsGoneWhenItsEcgIsStoredTakesNoPlaceToWait() throws IOException {
        submit(); // From now on the gate knows ada without the database.
        UUID id = UUID.randomUUID();
        service.database.slow(Duration.ofMillis(300));
        String body = ecg(id, "1,-1");
        try (Socket client = ask(
                "POST /v1/reports",
                "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
                body)) {
            await().until(() -> service.room().bodyBytes().taken() > 0);
        }
        await("the node sees that it is gone")
                .until(() -> service.room().bodyBytes().taken() == 0);
        service.database.slow(Duration.ZERO);
        await("it is stored").until(() -> read(id, 0).status() == 200);
        assertEquals(0, service.waiters());
    }

    @Test
    void aPreferenceIsNotAppliedToARefusal() {
        UUID id = UUID.randomUUID();
        analyze(id, 1);
        Answer conflict = analyze(ecg(id, "2"), 5);
        assertEquals("ecg-conflict", conflict.problem());
        assertTrue(conflict.header("Preference-Applied").isEmpty());
    }

    private static Answer analyze(UUID id, int seconds) {
        return analyze(ecg(id, "1,-1"), seconds);
    }

    private static Answer analyze(String ecg, int seconds) {
        return http.request("POST", "/v1/reports")
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Prefer", "wait=" + seconds)
                .json(ecg)
                .send();
    }

    private static String ecg(UUID id, String samples) {
        return "{\"id\":\"" + id + "\",\"leads\":[{\"name\":\"I\",\"signal\":[" + samples + "]}]}";
    }

    @Test
    void anEcgThatIsDeletedMeanwhileIsNotFound() {
        UUID id = submit();
        CompletableFuture<Answer> waiting = readLater(id, 20);
        CompletableFuture<Answer> following =
                CompletableFuture.supplyAsync(() -> events(id).send());
        await().until(() -> service.waiters() == 2);
        http.request("DELETE", "/v1/ecg/" + id).as("ada", ApiUnderTest.PASSWORD).send();
        assertEquals(404, waiting.join().status());
        assertEquals(200, following.join().status());
        assertEquals(0, service.waiters());
    }

    @Test
    void aStreamTellsEachStatusOnceAndEnds() {
        UUID id = submit();
        CompletableFuture<Answer> following =
                CompletableFuture.supplyAsync(() -> events(id).send());
        await().until(() -> service.waiters() == 1);
        service.bus.publish(new Progress(ada, id, EcgStatus.QUEUED));
        service.analyze(ada, id);
        String events = following.orTimeout(10, TimeUnit.SECONDS).join().body();
        assertEquals(1, count(events, "\"status\":\"queued\""), events);
        assertEquals(1, count(events, "\"status\":\"done\""), events);
    }

    @Test
    void oneUserDoesNotTakeAllStreams() throws IOException {
        UUID id = submit();
        List<Socket> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS_OF_A_USER; i++) {
            streams.add(openStream(id));
        }
        await().until(() -> service.waiters() == STREAMS_OF_A_USER);
        Answer refused = events(id).send();
        assertEquals(503, refused.status());
        Answer waited = read(id, 1);
        assertEquals("wait=1", waited.header("Preference-Applied").orElseThrow(), "who follows many may still wait");
        for (Socket stream : streams) {
            stream.close();
        }
        await().until(() -> service.waiters() == 0);
    }

    @Test
    void aGatewayMayWaitForHundredsAtATime() throws IOException {
        UUID id = submit();
        List<Socket> waits = new ArrayList<>();
        for (int i = 0; i < WAITS_OF_A_GATEWAY; i++) {
            waits.add(ask("GET /v1/ecg/" + id, "Connection: close\r\nPrefer: wait=30\r\n", ""));
        }
        await().until(() -> service.waiters() == WAITS_OF_A_GATEWAY);
        service.analyze(ada, id);
        service.bus.publish(new Progress(ada, id, EcgStatus.DONE));
        for (Socket wait : waits) {
            wait.setSoTimeout(10_000);
            String answer = new String(wait.getInputStream().readNBytes(4_000), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("\"status\":\"done\""), answer);
            wait.close();
        }
        assertEquals(0, service.waiters());
    }

    @Test
    void whoFindsNoRoomToWaitIsAnsweredAtOnce() {
        UUID id = submit();
        int taken = 0;
        while (service.room().waits().take(ada)) {
            taken++;
        }
        try {
            Answer answer = read(id, 60);
            assertEquals("queued", answer.json().getString("status"));
            assertTrue(answer.header("Preference-Applied").isEmpty());
            UUID other = UUID.randomUUID();
            assertTrue(service.room().waits().take(other), "others have room");
            service.room().waits().giveBack(other);
        } finally {
            for (int i = 0; i < taken; i++) {
                service.room().waits().giveBack(ada);
            }
        }
    }

    @Test
    void aCachedReportIsForgottenWhereverItWasDeleted() {
        UUID id = submit();
        service.analyze(ada, id);
        assertEquals("done", read(id, 10).json().getString("status"));
        ApiUnderTest.get(service.ecgs.delete(ada, id));
        assertEquals(200, read(id, 0).status(), "the cache has it");
        service.bus.publish(new ResultForgotten(ada, id));
        await().until(() -> read(id, 0).status() == 404);
    }

    @Test
    void aNodeThatClosesAnswersWhoWaits() {
        try (ApiUnderTest closing = ApiUnderTest.started()) {
            RawHttp client = new RawHttp("127.0.0.1", closing.port(), new ContractCheck());
            closing.register(client, "ada");
            String path = "/v1/ecg/" + submit(client);
            CompletableFuture<Answer> following =
                    CompletableFuture.supplyAsync(() -> client.request("GET", path + "/events")
                            .as("ada", ApiUnderTest.PASSWORD)
                            .send());
            await().until(() -> closing.waiters() == 1);
            long started = System.nanoTime();
            closing.undeploy();
            assertEquals(200, following.join().status());
            assertTrue(System.nanoTime() - started < 3_000_000_000L);
        }
    }

    private static Socket openStream(UUID id) throws IOException {
        return ask("GET /v1/ecg/" + id + "/events", "Connection: close\r\n", "");
    }

    private static Socket ask(String methodAndPath, String headers, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.port());
        String head = methodAndPath + " HTTP/1.1\r\nHost: here\r\n" + headers + "Authorization: "
                + RawHttp.basic("ada", ApiUnderTest.PASSWORD) + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private static RawHttp.Request events(UUID id) {
        return http.request("GET", "/v1/ecg/" + id + "/events").as("ada", ApiUnderTest.PASSWORD);
    }

    private static CompletableFuture<Answer> readLater(UUID id, int seconds) {
        return CompletableFuture.supplyAsync(() -> read(id, seconds));
    }

    private static Answer read(UUID id, int seconds) {
        return http.request("GET", "/v1/ecg/" + id)
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Prefer", "wait=" + seconds)
                .send();
    }

    private static UUID submit() {
        return submit(http);
    }

    private static UUID submit(RawHttp client) {
        Answer answer = client.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .json("{\"leads\":[{\"name\":\"I\",\"signal\":[1,-1]}]}")
                .send();
        return UUID.fromString(answer.json().getString("id"));
    }
}
