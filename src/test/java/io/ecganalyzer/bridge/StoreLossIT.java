package io.ecganalyzer.bridge;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.NewEcgs;
import io.ecganalyzer.store.TestDatabase;
import io.ecganalyzer.testing.Proxy;
import io.ecganalyzer.testing.Services;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that the workers cannot reach for a while: what they hold is done again, or stored late, and once. */
class StoreLossIT {
    private static final Duration BOUND = Duration.ofSeconds(40);

    private TestDatabase db;
    private Proxy proxy;
    private Database throughProxy;
    private TestNode node;

    @BeforeEach
    void start() {
        db = TestDatabase.migrated();
        proxy = new Proxy(db.vertx, db.settings.host(), db.settings.port());
        throughProxy = Database.connect(
                db.vertx,
                new DatabaseSettings(
                        "127.0.0.1",
                        proxy.port(),
                        db.settings.database(),
                        db.settings.user(),
                        db.settings.password(),
                        db.settings.limits()));
        node = new TestNode(db, Services.shared().brokerUri(), new JobStore(throughProxy));
    }

    @AfterEach
    void stop() {
        proxy.mend();
        node.close();
        TestDatabase.get(throughProxy.close());
        proxy.close();
        db.close();
    }

    @Test
    void resultsThatCannotBeStoredAtOnceAreStoredLater() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch away = new CountDownLatch(1);
        node.relaying().consuming().working(TestAnalyzers.named("slow", () -> {
            running.countDown();
            away.await();
            return 1;
        }));
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        await().until(() -> running.getCount() == 0);
        proxy.cut();
        away.countDown();
        // The first try to store fails; the database comes back before the last.
        await().until(() -> node.meters.get("ecg.analysis.running").gauge().value() == 0);
        proxy.mend();
        await().atMost(BOUND).until(() -> node.report(ecg).status().isFinal());
        assertEquals(1, node.count("SELECT count(*) FROM job WHERE state = 'done'"));
        assertEquals(1, node.count("SELECT count(*) FROM analysis"));
    }

    @Test
    void allThatWasSubmittedIsDoneOnceTheDatabaseIsBack() {
        node.relaying().consuming().working(AnalyzerRegistry.load());
        proxy.cut();
        List<NewEcg> ecgs =
                IntStream.range(0, 50).mapToObj(i -> NewEcgs.of(node.user)).toList();
        ecgs.forEach(node::submit);
        await().atMost(BOUND).until(() -> node.counted("ecg.jobs.consumed") >= 50);
        proxy.mend();
        db.sql("UPDATE job SET due_at = now() WHERE state = 'queued'");
        await().atMost(BOUND).until(() -> node.count("SELECT count(*) FROM job WHERE state = 'done'") == 50);
    }
}
