package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.LogLines;
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
import java.util.UUID;
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
    /** On a machine that is busy with others everything is late; the time of the processor is ours alone. */
    private static final boolean JUDGE = Boolean.getBoolean("ecg.hostile.judge");

    /** Failed logins are counted by name in a Redis that other tests use too. */
    private static final String ADA = "ada-" + UUID.randomUUID();

    private static final String GRACE = "grace-" + UUID.randomUUID();

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
        for (String name : List.of(ADA, GRACE)) {
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
        Map<Integer, Long> statuses = flood("one name", i -> ADA);
        assertEquals((long) BY_NAME, statuses.get(401), statuses::toString);
        assertEquals((long) GUESSES - BY_NAME, statuses.get(429), statuses::toString);
        // The owner gets in from where she was and from elsewhere; so does everybody else, also from the guesser's
        // address.
        assertEquals(200, login("127.0.0.1", ADA, "password of " + ADA));
        assertEquals(200, login("127.0.0.8", ADA, "password of " + ADA));
        assertEquals(200, login("127.0.0.9", GRACE, "password of " + GRACE));
        assertEquals(429, login("127.0.0.8", ADA, "one more guess"));
    }

    @Test
    void aThousandNamesFromOneAddress() {
        long began = System.nanoTime();
        Map<Integer, Long> statuses = flood("one address", i -> "name-" + i);
        // So many a minute, on a machine on which the flood takes more than one.
        long most = BY_ADDRESS * (1 + TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - began));
        assertTrue(statuses.getOrDefault(401, 0L) <= most, statuses::toString);
        assertEquals(200, login("127.0.0.1", ADA, "password of " + ADA));
        assertEquals(401, login("127.0.0.8", "somebody", "a password"));
        assertEquals(200, login("127.0.0.9", GRACE, "password of " + GRACE));
    }

    private Map<Integer, Long> flood(String what, IntFunction<String> name) {
        // The first requests of a process are slow for reasons of their own.
        send(GUESSES / 2, "127.0.0.7", i -> "nobody");
        LoopWatch watch = new LoopWatch(((VertxInternal) vertx).eventLoopGroup());
        try (LogLines lines = LogLines.of("io.ecganalyzer.api")) {
            Map<Integer, Long> statuses = send(GUESSES, "127.0.0.9", name);
            watch.end();
            System.err.printf(
                    Locale.ROOT,
                    "flood of logins, %s: %s, an event loop held for %.0f ms of its processor's time at most, late by %.0f ms, log"
                            + " lines %d%n",
                    what,
                    statuses,
                    watch.heldMillis(),
                    watch.lateMillis(),
                    lines.all().size());
            assertTrue(watch.heldMillis() < MOST_MILLIS, () -> "an event loop was held for " + watch.heldMillis());
            assertTrue(
                    !JUDGE || watch.lateMillis() < MOST_MILLIS,
                    () -> "an event loop was late by " + watch.lateMillis());
            assertTrue(lines.all().size() <= 2, lines.all()::toString);
            return statuses;
        }
    }

    private Map<Integer, Long> send(int count, String address, IntFunction<String> name) {
        List<Future<ApiNode.Answer>> answers = IntStream.range(0, count)
                .mapToObj(i ->
                        node.at(address).begin(HttpMethod.GET, "/v1/analyzers", name.apply(i), "guess number " + i, ""))
                .toList();
        return answers.stream()
                .map(ApiNode::get)
                .collect(Collectors.groupingBy(ApiNode.Answer::status, TreeMap::new, Collectors.counting()));
    }

    private int login(String address, String name, String password) {
        return node.at(address)
                .call(HttpMethod.GET, "/v1/analyzers", name, password, "")
                .status();
    }
}
