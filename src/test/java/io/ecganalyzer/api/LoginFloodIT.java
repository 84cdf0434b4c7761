package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.LogLines;
import io.netty.channel.EventLoopGroup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand guesses at once, at the cost that passwords are hashed with by default. */
class LoginFloodIT {
    private static final int GUESSES = 1_000;
    private static final int COST = 10;
    private static final int BY_NAME = 10;
    private static final int BY_ADDRESS = 100;
    private static final double MOST_MILLIS = 100;

    @TempDir
    private Path directory;

    private Vertx vertx;
    private ApiNode node;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        node = ApiNode.start(
                vertx,
                ApiNode.freshDatabase(),
                ApiNode.with(ApiNode.settings(directory), COST, 2, 64, BY_NAME, BY_ADDRESS));
        for (String name : List.of("ada", "grace")) {
            JsonObject user = new JsonObject().put("username", name).put("password", "password of " + name);
            assertEquals(
                    201,
                    node.asAdministrator(HttpMethod.POST, "/v1/admin/register_user", user.encode())
                            .status());
            assertEquals(200, login("127.0.0.1", name, "password of " + name));
        }
    }

    @AfterEach
    void stop() {
        node.close();
        ApiNode.get(vertx.close());
    }

    @Test
    void aThousandPasswordsForOneName() {
        Map<Integer, Long> statuses = flood("one name", i -> "ada");
        assertEquals((long) BY_NAME, statuses.get(401));
        assertEquals((long) GUESSES - BY_NAME, statuses.get(429));
        // The owner gets in from where she was and from elsewhere; so does everybody else, also from the guesser's address.
        assertEquals(200, login("127.0.0.1", "ada", "password of ada"));
        assertEquals(200, login("127.0.0.8", "ada", "password of ada"));
        assertEquals(200, login("127.0.0.9", "grace", "password of grace"));
        assertEquals(429, login("127.0.0.8", "ada", "one more guess"));
    }

    @Test
    void aThousandNamesFromOneAddress() {
        Map<Integer, Long> statuses = flood("one address", i -> "name-" + i);
        assertTrue(statuses.getOrDefault(401, 0L) <= BY_ADDRESS, statuses::toString);
        assertTrue(statuses.get(429) + statuses.getOrDefault(503, 0L) >= GUESSES - BY_ADDRESS, statuses::toString);
        assertEquals(200, login("127.0.0.1", "ada", "password of ada"));
        assertEquals(401, login("127.0.0.8", "nobody", "a password"));
        assertEquals(200, login("127.0.0.9", "grace", "password of grace"));
    }

    private Map<Integer, Long> flood(String what, IntFunction<String> name) {
        Lag loops = Lag.ofLoops(((VertxInternal) vertx).eventLoopGroup());
        Lag machine = Lag.ofAThread();
        try (LogLines lines = LogLines.of("io.ecganalyzer.api")) {
            List<Future<ApiNode.Answer>> answers = IntStream.range(0, GUESSES)
                    .mapToObj(i -> node.at("127.0.0.9")
                            .begin(HttpMethod.GET, "/v1/analyzers", name.apply(i), "guess number " + i, ""))
                    .toList();
            Map<Integer, Long> statuses = answers.stream()
                    .map(ApiNode::get)
                    .collect(Collectors.groupingBy(ApiNode.Answer::status, TreeMap::new, Collectors.counting()));
            double blocked = loops.end();
            double paused = machine.end();
            System.err.printf(
                    Locale.ROOT,
                    "flood of logins, %s: %s, event loop late by %.0f ms at most (a plain thread by %.0f ms), log lines %d%n",
                    what,
                    statuses,
                    blocked,
                    paused,
                    lines.all().size());
            assertTrue(blocked < MOST_MILLIS + paused, () -> "the event loop was late by " + blocked + " ms");
            assertTrue(lines.all().size() <= 2, lines.all()::toString);
            return statuses;
        }
    }

    private int login(String address, String name, String password) {
        return node.at(address)
                .call(HttpMethod.GET, "/v1/analyzers", name, password, "")
                .status();
    }

    /** How late something is that is due every few milliseconds. On a machine that is busy with others a plain thread is late too. */
    private static final class Lag {
        private static final long PERIOD_MILLIS = 5;

        private final List<? extends ScheduledExecutorService> executors;
        private final boolean own;
        private volatile double most;

        private Lag(List<? extends ScheduledExecutorService> executors, boolean own) {
            this.executors = executors;
            this.own = own;
            executors.forEach(executor -> next(executor, System.nanoTime()));
        }

        static Lag ofLoops(EventLoopGroup loops) {
            return new Lag(
                    IntStream.range(0, 64).mapToObj(i -> loops.next()).distinct().toList(), false);
        }

        static Lag ofAThread() {
            return new Lag(List.of(Executors.newSingleThreadScheduledExecutor()), true);
        }

        private void next(ScheduledExecutorService executor, long now) {
            long due = now + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
            executor.schedule(
                    () -> {
                        long then = System.nanoTime();
                        synchronized (this) {
                            most = Math.max(most, (then - due) / 1e6);
                        }
                        if (!ended) {
                            next(executor, then);
                        }
                    },
                    PERIOD_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        private volatile boolean ended;

        double end() {
            ended = true;
            if (own) {
                executors.forEach(ScheduledExecutorService::shutdown);
            }
            return most;
        }
    }
}
