package io.ecganalyzer.worker;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.SegmentedAnalyzer;
import io.ecganalyzer.analysis.qrs.QrsAnalyzer;
import io.ecganalyzer.analysis.rate.HeartRateAnalyzer;
import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.bus.AnalysisRequest;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.SegmentOutcome;
import io.ecganalyzer.bus.SegmentRequest;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.NewEcgs;
import io.ecganalyzer.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long ECG comes back as the same report, whoever looked at its segments and whoever did not. */
class SegmentsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** 15 minutes of two leads: five segments. */
    private static final int SAMPLES = 500 * 60 * 15;

    private static final int SEGMENTS = 5;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnalysisPool coordinator = new AnalysisPool(1, meters);
    private final AnalysisPool other = new AnalysisPool(2, meters);
    private TestDatabase db;
    private Bus bus;
    private UUID user;
    private NewEcg ecg;

    /** Detection that tells, or waits, as the test likes. */
    private record Watched(Consumer<Integer> before) implements SegmentedAnalyzer {
        private static final QrsAnalyzer QRS = new QrsAnalyzer();

        @Override
        public AnalyzerInfo info() {
            return QRS.info();
        }

        @Override
        public Record analyze(AnalysisInput input) throws AnalysisException {
            return QRS.analyze(input);
        }

        @Override
        public int segments(Ecg whole) throws AnalysisException {
            return QRS.segments(whole);
        }

        @Override
        public byte[] analyzeSegment(AnalysisInput input, int segment) throws AnalysisException {
            before.accept(segment);
            return QRS.analyzeSegment(input, segment);
        }

        @Override
        public Record merge(AnalysisInput input, List<byte[]> partials) throws AnalysisException {
            return QRS.merge(input, partials);
        }
    }

    @BeforeEach
    void start() {
        db = TestDatabase.migrated();
        bus = new Bus(db.vertx, meters);
        user = db.user();
        ecg = NewEcgs.large(user, NewEcgs.leads(2, SAMPLES));
    }

    @AfterEach
    void stop() {
        db.close();
        coordinator.close();
        other.close();
    }

    @Test
    void withoutOthersTheWorkerOfTheJobDoesAllSegments() {
        String whole = inOnePiece();
        coordinator(new QrsAnalyzer());

        assertEquals(whole, analyzed());
        assertEquals(SEGMENTS, segments("here"));
    }

    @Test
    void otherNodesLookAtSegmentsThatTheyLoadThemselves() {
        String whole = inOnePiece();
        Semaphore turns = new Semaphore(0);
        coordinator(new Watched(segment -> turns.acquireUninterruptibly()));
        worker(new QrsAnalyzer());

        Future<AnalysisOutcome> outcome = request();
        await().until(() -> segments("bus") >= SEGMENTS - 1);
        turns.release(SEGMENTS);

        assertEquals(AnalysisOutcome.Kind.DONE, get(outcome).kind());
        assertEquals(whole, results());
    }

    @Test
    void aWorkerThatNeverAnswersCostsNothingButItsSegments() {
        String whole = inOnePiece();
        AtomicInteger asked = new AtomicInteger();
        get(bus.answer(SegmentRequest.class, request -> {
                    asked.incrementAndGet();
                    return Promise.<SegmentOutcome>promise().future();
                })
                .ready());
        Semaphore turns = new Semaphore(0);
        coordinator(new Watched(segment -> turns.acquireUninterruptibly()));

        Future<AnalysisOutcome> outcome = request();
        await().until(() -> asked.get() >= SEGMENTS - 1);
        turns.release(SEGMENTS);

        assertEquals(AnalysisOutcome.Kind.DONE, get(outcome).kind());
        assertEquals(whole, results());
        assertEquals(SEGMENTS, segments("here"));
    }

    @Test
    void aWorkerThatIsUndeployedInTheMiddleCostsNothingButItsSegments() {
        String whole = inOnePiece();
        Semaphore turns = new Semaphore(0);
        Semaphore stuck = new Semaphore(0);
        AtomicInteger elsewhere = new AtomicInteger();
        coordinator(new Watched(segment -> turns.acquireUninterruptibly()));
        String worker = worker(new Watched(segment -> {
            if (elsewhere.incrementAndGet() > 1) {
                stuck.acquireUninterruptibly();
            }
        }));

        Future<AnalysisOutcome> outcome = request();
        await().until(() -> elsewhere.get() > 1);
        get(db.vertx.undeploy(worker));
        turns.release(SEGMENTS);

        assertEquals(AnalysisOutcome.Kind.DONE, get(outcome).kind());
        assertEquals(whole, results());
        stuck.release(SEGMENTS);
    }

    @Test
    void aWorkerThatFailsOrHasAnotherVersionIsMadeUpFor() {
        String whole = inOnePiece();
        get(bus.answer(SegmentRequest.class, request -> Future.failedFuture("broken"))
                .ready());
        get(bus.answer(
                        SegmentRequest.class,
                        request -> Future.succeededFuture(SegmentOutcome.of(SegmentOutcome.Kind.REFUSED)))
                .ready());
        coordinator(new QrsAnalyzer());

        assertEquals(whole, analyzed());
        assertEquals(SEGMENTS, segments("here"));
    }

    @Test
    void whoDoesNotHoldTheJobIsRefused() {
        worker(new QrsAnalyzer());
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        SegmentRequest foreign = new SegmentRequest(key, UUID.randomUUID(), "r", "qrs", version(), 0);
        assertEquals(
                SegmentOutcome.Kind.REFUSED, get(bus.request(foreign, TIMEOUT)).kind());
        UUID token =
                get(db.jobs.claim(key, Duration.ofSeconds(60), 5)).orElseThrow().leaseToken();
        for (SegmentRequest wrong : List.of(
                new SegmentRequest(key, token, "r", "qrs", "0.0.1", 0),
                new SegmentRequest(key, token, "r", "zero_crossings", "1.0.0", 0),
                new SegmentRequest(key, token, "r", "qrs", version(), SEGMENTS),
                new SegmentRequest(key, token, "r", "qrs", version(), -1))) {
            assertEquals(
                    SegmentOutcome.Kind.REFUSED,
                    get(bus.request(wrong, TIMEOUT)).kind(),
                    wrong.toString());
        }
        SegmentRequest right = new SegmentRequest(key, token, "r", "qrs", version(), 0);
        assertEquals(SegmentOutcome.Kind.DONE, get(bus.request(right, TIMEOUT)).kind());
    }

    private static String version() {
        return new QrsAnalyzer().info().version();
    }

    /** What the unsegmented way gives; the ECG is then submitted anew. */
    private String inOnePiece() {
        String deployment = deploy(new QrsAnalyzer(), settings());
        String whole = analyzed();
        assertEquals(0, segments("here"));
        get(db.vertx.undeploy(deployment));
        assertTrue(get(db.ecgs.delete(user, ecg.id())));
        return whole;
    }

    private void coordinator(Analyzer qrs) {
        deploy(qrs, settings().withSegmentsAbove(SAMPLES));
    }

    private String deploy(Analyzer qrs, AnalysisSettings settings) {
        return get(db.vertx.deployVerticle(
                new AnalysisVerticle(db.jobs, db.results, bus, runner(qrs), coordinator, settings, meters)));
    }

    /** As of another node: it shares no signals with the coordinator. */
    private String worker(Analyzer qrs) {
        return get(db.vertx.deployVerticle(
                new SegmentVerticle(db.jobs, bus, runner(qrs), other, settings().timeLimits())));
    }

    private static AnalyzerRunner runner(Analyzer qrs) {
        return AnalyzerRunner.here(new AnalyzerRegistry(List.of(qrs, new HeartRateAnalyzer())));
    }

    private static AnalysisSettings settings() {
        return new AnalysisSettings(
                Duration.ofSeconds(5), new TimeLimits(TIMEOUT, Map.of()), 5, attempt -> Duration.ofMillis(1));
    }

    private Future<AnalysisOutcome> request() {
        return bus.request(new AnalysisRequest(get(db.ecgs.submit(ecg)).ecgKey(), "r"), TIMEOUT);
    }

    private String analyzed() {
        assertEquals(AnalysisOutcome.Kind.DONE, get(request()).kind());
        return results();
    }

    private String results() {
        return get(db.ecgs.report(user, ecg.id())).orElseThrow().analyses().stream()
                .map(analysis -> analysis.analyzer() + " " + analysis.resultJson() + analysis.skipped())
                .toList()
                .toString();
    }

    private double segments(String by) {
        return meters.counter("ecg.segments", "by", by).count();
    }
}
