package io.ecganalyzer.bus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.EcgStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusTest {
    private static final UUID USER = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final UUID ECG = UUID.fromString("00000000-0000-0000-0000-000000000002");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Bus bus = new Bus(vertx, meters);

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsReadAsItWasWritten(Message message) throws UnreadableMessageException {
        assertEquals(message, new MessageCodec<>(message.getClass()).decode(MessageCodec.encode(message)));
    }

    static Stream<Message> messages() {
        return Stream.of(
                new JobSubmitted(Long.MAX_VALUE, "request \"1\"\u0000\n", 500),
                new AnalysisRequest(7, "r"),
                new AnalysisBatch(List.of(new AnalysisRequest(7, "r"), new AnalysisRequest(8, "s"))),
                new AnalysisBatch.Outcomes(List.of(AnalysisOutcome.of(AnalysisOutcome.Kind.BUSY))),
                new AnalysisOutcome(AnalysisOutcome.Kind.FAILED, "why"),
                new SegmentRequest(7, ECG, "r", "qrs", "1.0.0", 3),
                new SegmentOutcome(SegmentOutcome.Kind.DONE, "AAAA"),
                new Progress(USER, ECG, EcgStatus.DONE),
                new CredentialsForgotten("ada"),
                new ResultForgotten(USER, ECG));
    }

    /** Before and behind it stands what else the bus has to say. */
    @ParameterizedTest
    @MethodSource("messages")
    void betweenNodesAMessageTravelsAsItsText(Message message) {
        Buffer wire = Buffer.buffer("before");
        Carriage carriage = new Carriage();
        carriage.encodeToWire(wire, message);
        wire.appendString("behind");
        assertEquals(MessageCodec.encode(message), carriage.decodeFromWire("before".length(), wire));
    }

    @Test
    void theTextOnTheBusIsWhatOtherVersionsRelyOn() {
        assertEquals(
                "{\"v\":1,\"ecg_key\":7,\"request_id\":\"r\",\"samples\":500}",
                MessageCodec.encode(new JobSubmitted(7, "r", 500)));
        assertEquals("{\"v\":1,\"ecg_key\":7,\"request_id\":\"r\"}", MessageCodec.encode(new AnalysisRequest(7, "r")));
        assertEquals(
                "{\"v\":1,\"kind\":\"DONE\",\"reason\":\"\"}",
                MessageCodec.encode(AnalysisOutcome.of(AnalysisOutcome.Kind.DONE)));
        assertEquals(
                "{\"v\":1,\"user_id\":\"" + USER + "\",\"ecg_id\":\"" + ECG + "\",\"status\":\"RUNNING\"}",
                MessageCodec.encode(new Progress(USER, ECG, EcgStatus.RUNNING)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "[]",
                "{}",
                "{\"v\":2,\"ecg_key\":7,\"request_id\":\"r\"}",
                "{\"v\":\"1\",\"ecg_key\":7,\"request_id\":\"r\"}",
                "{\"v\":1,\"ecg_key\":null,\"request_id\":\"r\"}",
                "{\"v\":1,\"ecg_key\":\"x\",\"request_id\":\"r\"}",
                "{\"v\":1,\"ecg_key\":7}",
                "{\"v\":1,\"ecg_key\":7,\"request_id\":null}"
            })
    void whatCannotBeReadIsCountedAndTheReceiverGoesOn(String text) {
        List<JobSubmitted> received = new CopyOnWriteArrayList<>();
        bus.consume(JobSubmitted.class, received::add);
        vertx.eventBus().send("ecg.job.submitted", text);
        bus.send(new JobSubmitted(8, "next", 1));
        await().until(() -> received.equals(List.of(new JobSubmitted(8, "next", 1))));
        assertEquals(
                1,
                meters.get("ecg.bus.unreadable")
                        .tag("address", "ecg.job.submitted")
                        .counter()
                        .count());
    }

    @Test
    void aFieldThatANewerNodeAddedIsIgnored() throws UnreadableMessageException {
        assertEquals(
                new JobSubmitted(7, "r", 1),
                new MessageCodec<>(JobSubmitted.class)
                        .decode("{\"v\":1,\"ecg_key\":7,\"request_id\":\"r\",\"samples\":1,\"priority\":{\"a\":[1]}}"));
    }

    @Test
    void whatIsNoTextOrTooLongIsNotRead() {
        MessageCodec<CredentialsForgotten> codec = new MessageCodec<>(CredentialsForgotten.class);
        assertThrows(UnreadableMessageException.class, () -> codec.decode(42));
        assertThrows(UnreadableMessageException.class, () -> codec.decode(null));
        assertThrows(
                UnreadableMessageException.class,
                () -> codec.decode(MessageCodec.encode(new CredentialsForgotten("x".repeat(100_000)))));
        MessageCodec<SegmentOutcome> segments = new MessageCodec<>(SegmentOutcome.class);
        assertDoesNotThrow(() -> segments.decode(MessageCodec.encode(outcome(1 << 20))));
        assertThrows(UnreadableMessageException.class, () -> segments.decode(MessageCodec.encode(outcome(5 << 20))));
    }

    private static SegmentOutcome outcome(int characters) {
        return new SegmentOutcome(SegmentOutcome.Kind.DONE, "A".repeat(characters));
    }

    @Test
    void anAnnouncementReachesAllAndAHintOne() {
        List<Progress> announced = new CopyOnWriteArrayList<>();
        List<JobSubmitted> hinted = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            bus.consume(Progress.class, announced::add);
            bus.consume(JobSubmitted.class, hinted::add);
        }
        bus.publish(new Progress(USER, ECG, EcgStatus.QUEUED));
        bus.send(new JobSubmitted(1, "r", 1));
        await().until(() -> announced.size() == 3 && hinted.size() == 1);
    }

    @Test
    void aRequestIsAnswered() throws Exception {
        bus.answer(
                AnalysisRequest.class,
                request -> Future.succeededFuture(
                        new AnalysisOutcome(AnalysisOutcome.Kind.RETRY_LATER, request.requestId())));
        assertEquals(
                new AnalysisOutcome(AnalysisOutcome.Kind.RETRY_LATER, "r"),
                get(bus.request(new AnalysisRequest(7, "r"), Duration.ofSeconds(5))));
    }

    @Test
    void aReceiverThatFailsIsAnAnswerAndNotATimeout() {
        bus.answer(AnalysisRequest.class, request -> Future.failedFuture("broken"));
        Throwable failure = failureOf(Duration.ofSeconds(30));
        assertEquals("broken", assertInstanceOf(ReplyException.class, failure).getMessage());
        assertFalse(Bus.nobodyListened(failure));
    }

    @Test
    void aReceiverThatThrowsIsAnAnswerAndNotATimeout() {
        bus.answer(AnalysisRequest.class, request -> {
            throw new IllegalStateException("broken");
        });
        assertEquals("broken", failureOf(Duration.ofSeconds(30)).getMessage());
    }

    @Test
    void thatNobodyListensIsToldAtOnce() {
        assertTrue(Bus.nobodyListened(failureOf(Duration.ofSeconds(30))));
    }

    @Test
    void aReceiverThatKeepsSilentEndsInTime() {
        bus.answer(AnalysisRequest.class, request -> Future.future(never -> {}));
        assertFalse(Bus.nobodyListened(failureOf(Duration.ofMillis(50))));
    }

    @Test
    void anAnswerThatCannotBeReadIsAFailure() {
        vertx.eventBus().consumer("ecg.analysis", message -> message.reply("{\"v\":1,\"kind\":\"NEWER\"}"));
        assertInstanceOf(UnreadableMessageException.class, failureOf(Duration.ofSeconds(30)));
    }

    @Test
    void aClosedSubscriptionReceivesNoMore() throws Exception {
        Subscription subscription = bus.answer(
                AnalysisRequest.class,
                request -> Future.succeededFuture(AnalysisOutcome.of(AnalysisOutcome.Kind.DONE)));
        get(subscription.ready());
        get(subscription.close());
        assertTrue(Bus.nobodyListened(failureOf(Duration.ofSeconds(30))));
    }

    private Throwable failureOf(Duration timeout) {
        Future<AnalysisOutcome> answer = bus.request(new AnalysisRequest(7, "r"), timeout);
        await().until(answer::isComplete);
        return answer.cause();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
