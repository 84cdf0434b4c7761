package io.ecganalyzer.bridge;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.NewEcgs;
import io.ecganalyzer.store.TestDatabase;
import io.ecganalyzer.testing.Services;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Figures of the way from a submission in the store to its end, printed. The bounds are wide: they catch a way that waits for a
 * sweep or a timer, not a busy machine.
 */
class JobFlowMeasurementIT {
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 200;
    private static final int BURST = 2_000;
    private static TestDatabase db;

    @BeforeAll
    static void start() {
        db = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @Test
    void theTimeFromSubmissionToEnd() {
        try (TestNode node = new TestNode(db, Services.shared().brokerUri()).whole()) {
            NewEcg like = NewEcgs.large(node.user, NewEcgs.leads(12, 5_000));
            double[] millis = new double[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                double taken = roundTripMillis(node, like);
                if (i >= 0) {
                    millis[i] = taken;
                }
            }
            Arrays.sort(millis);
            System.out.printf(
                    "12 x 5000 samples, store to done: median %.1f ms, p95 %.1f ms, n = %d%n",
                    millis[ROUNDS / 2], millis[ROUNDS * 95 / 100], ROUNDS);
            node.meters
                    .find("ecg.analysis")
                    .timers()
                    .forEach(timer -> System.out.printf(
                            "  %s: mean %.2f ms%n",
                            timer.getId().getTag("analyzer"), timer.mean(java.util.concurrent.TimeUnit.MILLISECONDS)));
            assertTrue(millis[ROUNDS / 2] < 400, "the sweep or a timer is in the way");
        }
    }

    @Test
    void theRateOfABurst() {
        try (TestNode node = new TestNode(db, Services.shared().brokerUri()).whole()) {
            node.submit(NewEcgs.of(node.user));
            awaitDone(node, 1);
            List<NewEcg> ecgs = IntStream.range(0, BURST)
                    .mapToObj(i -> NewEcgs.of(node.user))
                    .toList();
            long started = System.nanoTime();
            for (int from = 0; from < BURST; from += 100) {
                get(Future.all(ecgs.subList(from, from + 100).stream()
                        .map(ecg -> db.ecgs.submit(ecg).onSuccess(stored -> node.hint(stored.ecgKey())))
                        .toList()));
            }
            double submitted = (System.nanoTime() - started) / 1e9;
            awaitDone(node, BURST + 1);
            double done = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    "%d small jobs: submitted in %.2f s, done in %.2f s: %.0f/s%n",
                    BURST, submitted, done, BURST / done);
            assertEquals(0, node.counted("ecg.jobs.consumed", "outcome", "busy"));
        }
    }

    private static double roundTripMillis(TestNode node, NewEcg like) {
        NewEcg ecg = new NewEcg(
                node.user,
                UUID.randomUUID(),
                like.recordedAt(),
                like.samplingRateHz(),
                like.analyzersJson(),
                like.leads(),
                like.contentHash(),
                "measured");
        Promise<Void> done = Promise.promise();
        Subscription subscription = node.bus.consume(Progress.class, progress -> {
            if (progress.ecgId().equals(ecg.id()) && progress.status() == EcgStatus.DONE) {
                done.tryComplete();
            }
        });
        long started = System.nanoTime();
        node.submit(ecg);
        get(done.future());
        double millis = (System.nanoTime() - started) / 1e6;
        get(subscription.close());
        return millis;
    }

    private static void awaitDone(TestNode node, int count) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> node.count("SELECT count(*) FROM job WHERE state = 'done'") == count);
    }
}
