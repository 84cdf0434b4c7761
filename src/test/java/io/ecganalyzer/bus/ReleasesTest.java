package io.ecganalyzer.bus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecganalyzer.ecg.EcgStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes of two releases side by side: of every kind of message, what the older one knows it handles, and what it does not know it hands back. */
class ReleasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID ID = UUID.randomUUID();
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, meters);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    static List<Message> oneOfEach() {
        return List.of(
                new JobSubmitted(7, "r", 500),
                new Progress(ID, ID, EcgStatus.DONE),
                new CredentialsForgotten("ada"),
                new ResultForgotten(ID, ID),
                new AnalysisRequest(7, "r"),
                new AnalysisBatch(List.of(new AnalysisRequest(7, "r"))),
                new SegmentRequest(7, ID, "r", "qrs", "1.0.0", 0),
                AnalysisOutcome.of(AnalysisOutcome.Kind.DONE),
                new AnalysisBatch.Outcomes(List.of(AnalysisOutcome.of(AnalysisOutcome.Kind.DONE))),
                SegmentOutcome.of(SegmentOutcome.Kind.BUSY));
    }

    static List<Message.Request<?>> requests() {
        return oneOfEach().stream()
                .filter(Message.Request.class::isInstance)
                .<Message.Request<?>>map(Message.Request.class::cast)
                .toList();
    }

    @Test
    void noKindIsLeftOutHere() {
        Set<Class<?>> kinds = kinds(Message.class).collect(Collectors.toSet());
        assertEquals(kinds, oneOfEach().stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ReleasesTest::kinds)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void aFieldOfANewerReleaseIsPassedOver(Message message) throws Exception {
        ObjectNode newer = fields(message).put("of_a_newer_release", 1);
        assertEquals(message, new MessageCodec<>(message.getClass()).decode(newer.toString()));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void anotherVersionIsNeverTakenForOurs(Message message) throws IOException {
        MessageCodec<? extends Message> codec = new MessageCodec<>(message.getClass());
        assertThrows(UnreadableMessageException.class, () -> codec.decode(newer(message)));
        ObjectNode without = fields(message);
        without.remove("v");
        assertThrows(UnreadableMessageException.class, () -> codec.decode(without.toString()));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anOlderNodeHandsARequestBackAtOnceAndUntouched(Message.Request<?> request) throws IOException {
        AtomicInteger touched = new AtomicInteger();
        answering(request, touched);
        Future<?> answer = vertx.eventBus().request(addressOf(request), newer(request));
        await().until(answer::isComplete);
        assertTrue(Bus.notUnderstood(answer.cause()), () -> String.valueOf(answer.cause()));
        assertEquals(0, touched.get());
    }

    private <R extends Message.Reply> void answering(Message.Request<R> request, AtomicInteger touched) {
        @SuppressWarnings("unchecked")
        Class<Message.Request<R>> type = (Class<Message.Request<R>>) request.getClass();
        bus.answer(type, any -> {
                    touched.incrementAndGet();
                    return Future.failedFuture("not for this test");
                })
                .ready()
                .await();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aNewerNodesAnswerIsAFailureAndNoWait(Message.Request<?> request) throws Exception {
        Message reply = oneOfEach().stream()
                .filter(request.replyType()::isInstance)
                .findFirst()
                .orElseThrow();
        String newer = newer(reply);
        vertx.eventBus()
                .consumer(addressOf(request), message -> message.reply(newer))
                .completion()
                .await(10, TimeUnit.SECONDS);
        Future<?> answer = bus.request(request, LONG);
        await().until(answer::isComplete);
        assertTrue(answer.cause() instanceof UnreadableMessageException, () -> String.valueOf(answer.cause()));
    }

    private static String addressOf(Message message) {
        return message.getClass().getAnnotation(Wire.class).address();
    }

    private static String newer(Message message) throws IOException {
        ObjectNode fields = fields(message);
        return fields.put("v", fields.path("v").intValue() + 1).toString();
    }

    private static ObjectNode fields(Message message) throws IOException {
        return (ObjectNode) JSON.readTree(MessageCodec.encode(message));
    }
}
