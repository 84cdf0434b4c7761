package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Proxy;
import io.ecganalyzer.testing.Services;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisIT {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration BOUND = Duration.ofSeconds(20);
    /** For a machine that is busy with other tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_ENTRY = 1_000;
    private static final String REPORT = "{\"status\":\"done\",\"name\":\"Ä\"}";

    private final UUID user = UUID.randomUUID();
    private final UUID ecg = UUID.randomUUID();
    private final String key = "test:" + UUID.randomUUID();
    private Vertx vertx;
    private Proxy proxy;
    private URI redisUri;
    private RedisLink link;
    private ResultCache cache;
    private Counters counters;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        URI redis = Services.shared().redisUri();
        proxy = new Proxy(vertx, redis.getHost(), redis.getPort());
        redisUri = URI.create(redis.toString().replaceFirst("@?[^:/@]+:\\d+", "@127.0.0.1:" + proxy.port()));
        link = RedisLink.connect(vertx, redisUri, PATIENCE);
        Awaitility.await().atMost(BOUND).until(() -> answers(link));
        cache = plain();
        counters = new Counters(link);
    }

    @AfterEach
    void close() {
        get(link.close());
        proxy.close();
        get(vertx.close());
    }

    @Test
    void whatWasPutIsGot() {
        assertEquals(Optional.empty(), get(cache.get(user, ecg)));
        get(cache.put(user, ecg, REPORT));
        assertEquals(Optional.of(REPORT), get(cache.get(user, ecg)));
        assertEquals(Optional.empty(), get(cache.get(UUID.randomUUID(), ecg)), "another user's");
    }

    @Test
    void anEntryHasALifetime() {
        get(cache.put(user, ecg, REPORT));
        long millis = get(link.send(Request.cmd(Command.PTTL, "ecg:result:{" + user + "}:" + ecg)))
                .toLong();
        assertTrue(millis > 0 && millis <= LIFETIME.toMillis(), millis + " ms");
    }

    @Test
    void aLargeReportIsNotKept() {
        get(cache.put(user, ecg, "Ä".repeat(MAX_ENTRY / 2 + 1)));
        assertEquals(Optional.empty(), get(cache.get(user, ecg)));
    }

    @Test
    void whatIsForgottenOnOneNodeIsGoneOnAll() {
        ResultCache other = plain();
        get(cache.put(user, ecg, REPORT));
        get(cache.forget(user, ecg));
        assertEquals(Optional.empty(), get(other.get(user, ecg)));
    }

    @Test
    void whoReadTheReportBeforeItWasDeletedCannotBringItBack() {
        ResultCache told = plain();
        ResultCache late = plain();
        get(cache.forget(user, ecg));
        told.ignore(user, ecg);
        get(late.put(user, ecg, REPORT));
        assertEquals(Optional.empty(), get(cache.get(user, ecg)));
        assertEquals(Optional.empty(), get(told.get(user, ecg)));
        get(told.put(user, ecg, REPORT));
        assertEquals(Optional.empty(), get(told.get(user, ecg)));
    }

    @Test
    void whatIsAtHandIsAnsweredWithoutRedisForAWhile() {
        ResultCache quick = new ResultCache(link, LIFETIME, MAX_ENTRY, Duration.ofMillis(300));
        get(quick.put(user, ecg, REPORT));
        get(link.send(Request.cmd(Command.DEL, "ecg:result:{" + user + "}:" + ecg)));
        assertEquals(Optional.of(REPORT), get(quick.get(user, ecg)));
        Awaitility.await().atMost(BOUND).until(() -> get(quick.get(user, ecg)).isEmpty());
    }

    @Test
    void whatIsAtHandIsForgottenAtOnce() {
        ResultCache quick = new ResultCache(link, LIFETIME, MAX_ENTRY, LIFETIME);
        get(quick.put(user, ecg, REPORT));
        quick.ignore(user, ecg);
        assertEquals(Optional.empty(), get(quick.get(user, ecg)));
        get(quick.put(user, ecg, REPORT));
        assertEquals(Optional.empty(), get(quick.get(user, ecg)));
    }

    @Test
    void eventsAreCountedOverAllNodes() {
        Counters other = new Counters(link);
        assertEquals(1, get(counters.increment(key, WINDOW)));
        assertEquals(2, get(other.increment(key, WINDOW)));
        assertEquals(3, get(counters.increment(key, WINDOW)));
    }

    @Test
    void eventsAtOnceAreEachCountedOnce() {
        List<Future<Long>> increments = IntStream.range(0, 200)
                .mapToObj(i -> counters.increment(key, WINDOW))
                .toList();
        assertEquals(200, increments.stream().mapToLong(TestDatabase::get).max().orElseThrow());
        assertEquals(201, get(new Counters(link).increment(key, WINDOW)));
    }

    @Test
    void aWindowEndsThoughEventsGoOn() {
        Duration brief = Duration.ofMillis(200);
        get(counters.increment(key, brief));
        get(counters.increment(key, brief));
        // The node's own window and that of Redis do not end in the same moment, and the larger count of both is told.
        Awaitility.await().atMost(BOUND).until(() -> get(counters.increment(key, brief)) <= 2);
    }

    @Test
    void aWindowEndsOnThisNodeToo() {
        AtomicLong clock = new AtomicLong();
        Counters own = new Counters(link, clock::get);
        proxy.cut();
        assertEquals(1, get(own.increment(key, WINDOW)));
        clock.addAndGet(WINDOW.toNanos() - 1);
        assertEquals(2, get(own.increment(key, WINDOW)));
        clock.addAndGet(2);
        assertEquals(1, get(own.increment(key, WINDOW)));
    }

    @Test
    void aRedisThatIsGoneChangesNoAnswerAndCostsNoTime() {
        get(cache.put(user, ecg, REPORT));
        impatient();
        get(counters.increment(key, WINDOW));
        proxy.cut();
        assertWorksWithoutRedis();
        proxy.mend();
        assertIsBack();
    }

    @Test
    void aRedisThatHangsChangesNoAnswerAndCostsLittleTime() {
        get(cache.put(user, ecg, REPORT));
        impatient();
        get(counters.increment(key, WINDOW));
        proxy.freeze();
        assertWorksWithoutRedis();
        proxy.mend();
        assertIsBack();
    }

    @Test
    void whatRedisRefusesIsNoReasonToLeaveItAlone() {
        for (int i = 0; i < 10; i++) {
            Future<?> refused = link.send(Request.cmd(Command.INCR, "ecg:result:{" + user + "}:text"));
            if (i == 0) {
                get(refused);
                get(link.send(Request.cmd(Command.SET, "ecg:result:{" + user + "}:text", "x")));
            } else {
                assertThrows(Throwable.class, () -> get(refused));
            }
        }
        get(cache.put(user, ecg, REPORT));
        assertEquals(Optional.of(REPORT), get(cache.get(user, ecg)));
    }

    @Test
    void whoAsksIsAnsweredOnTheirOwnContext() {
        for (int i = 0; i < 4; i++) {
            Promise<Boolean> same = Promise.promise();
            Context context = vertx.getOrCreateContext();
            context.runOnContext(now -> counters.increment(key, WINDOW)
                    .onComplete(count -> same.complete(Vertx.currentContext() == context), same::fail));
            assertTrue(get(same.future()));
        }
    }

    /** What is in Redis, and nothing else. */
    private ResultCache plain() {
        return new ResultCache(link, LIFETIME, MAX_ENTRY, Duration.ZERO);
    }

    private static boolean answers(RedisLink link) {
        return get(link.ping().transform(ended -> Future.succeededFuture(ended.succeeded())));
    }

    /** As in production. */
    private void impatient() {
        get(link.close());
        link = RedisLink.connect(vertx, redisUri);
        Awaitility.await().atMost(BOUND).until(() -> answers(link));
        cache = plain();
        counters = new Counters(link);
    }

    private void assertWorksWithoutRedis() {
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), get(cache.get(user, ecg)));
            get(cache.put(user, ecg, REPORT));
            assertEquals(i + 2, get(counters.increment(key, WINDOW)));
        }
        get(cache.forget(user, UUID.randomUUID()));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        // Three timeouts open the breaker; after that nobody waits for its trials.
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "300 operations took " + took);
    }

    private void assertIsBack() {
        Awaitility.await().atMost(BOUND).until(() -> get(cache.get(user, ecg)).isPresent());
        assertTrue(get(counters.increment(key, WINDOW)) >= 2);
    }
}
