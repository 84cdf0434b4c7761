package io.ecganalyzer.bridge;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.NewEcgs;
import io.ecganalyzer.store.StoredReport;
import io.ecganalyzer.store.TestDatabase;
import io.ecganalyzer.testing.Services;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways of a job from the database over the broker to a worker and back, each on real parts. */
class JobFlowIT {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static TestDatabase db;
    private TestNode node;

    @BeforeAll
    static void start() {
        db = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @BeforeEach
    void connect() {
        node = new TestNode(db, Services.shared().brokerUri());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aSubmittedEcgIsAnalyzedAndItsOwnerToldOfEachStep() {
        node.whole();
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        StoredReport report = ended(ecg);
        assertEquals(EcgStatus.DONE, report.status());
        assertEquals(1, report.attempts());
        assertTrue(report.analyses().stream().anyMatch(a -> a.analyzer().equals("zero_crossings")));
        assertEquals(
                List.of(
                        new Progress(node.user, ecg.id(), EcgStatus.RUNNING),
                        new Progress(node.user, ecg.id(), EcgStatus.DONE)),
                node.progress);
        assertEquals(1, node.counted("ecg.relay.published", "by", "hint"));
        awaitEmpty();
    }

    @Test
    void manySmallJobsTravelTogetherAndEachIsDone() {
        node.whole();
        List<NewEcg> ecgs =
                IntStream.range(0, 100).mapToObj(any -> NewEcgs.of(node.user)).toList();
        List<Long> keys = ecgs.stream().map(node::store).toList();
        keys.forEach(node::hint);
        ecgs.forEach(ecg -> assertEquals(1, ended(ecg).attempts()));
        await().atMost(BOUND).until(() -> node.counted("ecg.jobs.consumed", "outcome", "done") == 100);
        assertEquals(100, node.counted("ecg.relay.published", "by", "hint"));
        double messages = node.meters.get("ecg.broker.published").counter().count();
        assertTrue(messages < 50, messages + " messages");
        awaitEmpty();
    }

    @Test
    void aLostHintIsMadeUpForByTheSweep() {
        node.whole();
        NewEcg ecg = NewEcgs.of(node.user);
        node.due(node.store(ecg));
        assertEquals(EcgStatus.DONE, ended(ecg).status());
        assertEquals(0, node.counted("ecg.relay.published", "by", "hint"));
    }

    @Test
    void manyCopiesOfAMessageGiveOneResult() {
        NewEcg ecg = NewEcgs.of(node.user);
        long key = node.store(ecg);
        IntStream.range(0, 50)
                .forEach(i -> node.publish(new JobMessage(key, "r").encode().toString()));
        node.consuming().working(AnalyzerRegistry.load());
        assertEquals(1, ended(ecg).attempts());
        await().atMost(BOUND)
                .until(() -> node.counted("ecg.jobs.consumed", "outcome", "nothing_to_do") == 49
                        && node.counted("ecg.jobs.consumed", "outcome", "done") == 1);
        assertEquals(1, ended(ecg).attempts());
        awaitEmpty();
    }

    /** In a rolling update the older nodes meet what the newer ones wrote. */
    @Test
    void aMessageOfANewerReleaseIsHandedBackAndTheJobIsDone() {
        node.whole();
        NewEcg ecg = NewEcgs.of(node.user);
        long key = node.store(ecg);
        node.publish("{\"v\":3,\"ecg_key\":" + key + ",\"request_id\":\"r\",\"new\":true}");
        await().atMost(BOUND).until(() -> node.counted("ecg.jobs.consumed", "outcome", "newer") >= 2);
        assertEquals(0, node.counted("ecg.jobs.dead.lettered", "kind", "unreadable"));
        node.due(key);
        node.hint(key);
        assertEquals(EcgStatus.DONE, ended(ecg).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "null", "{}", "{\"v\":0,\"ecg_key\":1}", "{\"v\":1,\"ecg_key\":1.5}"})
    void whatIsNoMessageOfThisVersionIsDeadLetteredAndTheConsumerGoesOn(String body) {
        node.whole();
        node.publish(body);
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        assertEquals(EcgStatus.DONE, ended(ecg).status());
        awaitDead(1);
        assertEquals(1, node.counted("ecg.jobs.dead.lettered", "kind", "unreadable"));
        awaitEmpty();
    }

    @Test
    void aMessageWaitsForAWorkerToCome() {
        node.relaying().consuming();
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        await().atMost(BOUND).until(() -> node.counted("ecg.jobs.consumed", "outcome", "no_worker") >= 1);
        assertEquals(EcgStatus.QUEUED, node.report(ecg).status());
        node.working(AnalyzerRegistry.load());
        assertEquals(EcgStatus.DONE, ended(ecg).status());
    }

    @Test
    void aDeletedEcgIsAcknowledgedWithoutAWord() {
        NewEcg ecg = NewEcgs.of(node.user);
        long key = node.store(ecg);
        node.publish(new JobMessage(key, "r").encode().toString());
        assertTrue(get(db.ecgs.delete(node.user, ecg.id())));
        node.consuming().working(AnalyzerRegistry.load());
        await().atMost(BOUND).until(() -> node.counted("ecg.jobs.consumed", "outcome", "nothing_to_do") == 1);
        awaitEmpty();
        assertEquals(0, node.depth(node.topology.dead()));
        assertEquals(List.of(), node.progress);
    }

    @Test
    void aFailureThatPassesIsTriedAgainAndTheAttemptsAreCounted() {
        AtomicInteger calls = new AtomicInteger();
        node.relaying().consuming().working(TestAnalyzers.named("hungry", () -> {
            if (calls.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("of a test");
            }
            return 7;
        }));
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        StoredReport report = ended(ecg);
        assertEquals(EcgStatus.DONE, report.status());
        assertEquals(3, report.attempts());
        assertEquals("{\"number\":7}", report.analyses().get(0).resultJson().orElseThrow());
        assertEquals(2, node.counted("ecg.jobs.consumed", "outcome", "retry_later"));
        // The database knows of the end before the bus tells of it.
        await().untilAsserted(() -> assertEquals(
                List.of(
                        EcgStatus.RUNNING,
                        EcgStatus.QUEUED,
                        EcgStatus.RUNNING,
                        EcgStatus.QUEUED,
                        EcgStatus.RUNNING,
                        EcgStatus.DONE),
                node.progress.stream().map(Progress::status).toList()));
    }

    @Test
    void theFifthAttemptIsTheLast() {
        node.relaying().consuming().working(TestAnalyzers.named("hungry", () -> {
            throw new OutOfMemoryError("of a test");
        }));
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        StoredReport report = ended(ecg);
        assertEquals(EcgStatus.FAILED, report.status());
        assertEquals(5, report.attempts());
        awaitDead(1);
        awaitEmpty();
    }

    @Test
    void aPermanentFailureEndsAtOnceAndLeavesADeadLetter() {
        node.relaying().consuming().working(TestAnalyzers.named("broken", () -> {
            throw new IllegalStateException("inner detail");
        }));
        NewEcg ecg = NewEcgs.of(node.user);
        node.submit(ecg);
        StoredReport report = ended(ecg);
        assertEquals(1, report.attempts());
        String message = report.failure().orElseThrow().message();
        assertTrue(message.contains("broken"), message);
        assertFalse(message.contains("detail") || message.contains("Exception"), message);
        awaitDead(1);
        assertEquals(1, node.counted("ecg.jobs.dead.lettered", "kind", "failed"));
    }

    @Test
    void aWorkerThatFellSilentLosesItsJobToAnother() {
        NewEcg ecg = NewEcgs.of(node.user);
        long key = node.store(ecg);
        var silent = get(db.jobs.claim(key, Duration.ofMillis(500), TestNode.MAX_ATTEMPTS))
                .orElseThrow();
        node.whole();
        StoredReport report = ended(ecg);
        assertEquals(EcgStatus.DONE, report.status());
        assertEquals(2, report.attempts());
        assertFalse(get(db.jobs.complete(silent.lease(), List.of())));
    }

    @Test
    void aWorkerThatFallsSilentInItsLastAttemptFailsTheJob() {
        NewEcg ecg = NewEcgs.of(node.user);
        long key = node.store(ecg);
        db.sql("UPDATE job SET attempts = 4 WHERE ecg_key = $1", key);
        assertTrue(get(db.jobs.claim(key, Duration.ofMillis(300), TestNode.MAX_ATTEMPTS))
                .isPresent());
        node.relaying();
        StoredReport report = ended(ecg);
        assertEquals("analysis_failed", report.failure().orElseThrow().code());
        awaitDead(1);
        assertEquals(List.of(new Progress(node.user, ecg.id(), EcgStatus.FAILED)), node.progress);
    }

    @Test
    void aBacklogIsWorkedOffOnceThereIsAWorker() {
        List<NewEcg> ecgs =
                IntStream.range(0, 300).mapToObj(i -> NewEcgs.of(node.user)).toList();
        node.relaying();
        ecgs.forEach(node::submit);
        await().atMost(BOUND).until(() -> node.counted("ecg.relay.published", "by", "hint") == 300);
        db.sql("UPDATE job SET due_at = now()");
        await().during(Duration.ofMillis(500)).until(() -> node.counted("ecg.relay.published", "by", "sweep") == 0);
        node.consuming().working(AnalyzerRegistry.load());
        await().atMost(BOUND)
                .until(() -> node.count("SELECT count(*) FROM job WHERE state = 'done' AND attempts = 1") == 300);
        awaitEmpty();
    }

    private StoredReport ended(NewEcg ecg) {
        await().atMost(BOUND).until(() -> node.report(ecg).status().isFinal());
        return node.report(ecg);
    }

    private void awaitEmpty() {
        await().atMost(BOUND).until(() -> node.depth(node.topology.jobs()) == 0);
    }

    private void awaitDead(int messages) {
        await().atMost(BOUND).until(() -> node.depth(node.topology.dead()) == messages);
    }
}
