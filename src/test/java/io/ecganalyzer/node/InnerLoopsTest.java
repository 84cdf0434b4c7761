package io.ecganalyzer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InnerLoopsTest {
    private static final int LOOPS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final Shutdown shutdown = new Shutdown();

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void contextsAreManyAndTheirLoopsFew() throws Exception {
        InnerLoops loops = InnerLoops.of(vertx, 2);
        List<Context> contexts =
                IntStream.range(0, 8).mapToObj(any -> loops.context()).toList();
        Set<Thread> threads = new HashSet<>();
        for (Context context : contexts) {
            threads.add(on(context, Thread::currentThread));
        }
        assertEquals(2, threads.size());
        // What blocks goes in turn within one context: the publisher must not wait for what the consumer does.
        assertNotSame(contexts.get(0), contexts.get(2));
        assertEquals(on(contexts.get(0), Thread::currentThread), on(contexts.get(2), Thread::currentThread));
    }

    @Test
    void verticlesStartAndStopOnTheirContexts() {
        List<String> steps = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        InnerLoops.of(vertx, 1)
                .start("the parts", () -> new Part(made.incrementAndGet(), steps), 2, PATIENCE, shutdown);
        assertEquals(Set.of("start 1 true", "start 2 true"), Set.copyOf(steps));
        steps.clear();
        shutdown.run();
        assertEquals(Set.of("stop 1 true", "stop 2 true"), Set.copyOf(steps));
    }

    @Test
    void aVerticleThatDoesNotStartIsNamedWithItsReason() {
        InnerLoops loops = InnerLoops.of(vertx, 1);
        NodeException failed =
                assertThrows(NodeException.class, () -> loops.start("the relay", Broken::new, 1, PATIENCE, shutdown));
        assertTrue(failed.getMessage().contains("the relay: no such queue"), failed.getMessage());
    }

    @Test
    void whatDidStartIsStoppedWhereAnotherDoesNot() {
        List<String> steps = new CopyOnWriteArrayList<>();
        Deque<VerticleBase> parts = new ArrayDeque<>(List.of(new Part(1, steps), new Broken()));
        InnerLoops loops = InnerLoops.of(vertx, 1);
        assertThrows(NodeException.class, () -> loops.start("the parts", parts::remove, 2, PATIENCE, shutdown));
        shutdown.run();
        assertEquals(List.of("start 1 true", "stop 1 true"), steps);
    }

    private static <T> T on(Context context, Supplier<T> asked) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        context.runOnContext(go -> answer.complete(asked.get()));
        return answer.get(5, TimeUnit.SECONDS);
    }

    /** Writes down its start and its stop, and whether they came on its own context. */
    private static final class Part extends VerticleBase {
        private final int number;
        private final List<String> steps;

        Part(int number, List<String> steps) {
            this.number = number;
            this.steps = steps;
        }

        @Override
        public Future<?> start() {
            return done("start");
        }

        @Override
        public Future<?> stop() {
            return done("stop");
        }

        private Future<?> done(String step) {
            steps.add(step + " " + number + " " + (Vertx.currentContext() == context));
            return Future.succeededFuture();
        }
    }

    private static final class Broken extends VerticleBase {
        @Override
        public Future<?> start() throws Exception {
            throw new IOException("no such queue");
        }
    }
}
