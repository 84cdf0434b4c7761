package io.ecganalyzer.worker;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Measured;
import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.bus.AnalysisOutcome.Kind;
import io.ecganalyzer.bus.AnalysisRequest;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.NewEcgs;
import io.ecganalyzer.store.ReportJson;
import io.ecganalyzer.store.Signals;
import io.ecganalyzer.store.StoredReport;
import io.ecganalyzer.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisVerticleIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnalysisPool pool = new AnalysisPool(2, meters);
    private final CountDownLatch gate = new CountDownLatch(1);
    private TestDatabase db;
    private Bus bus;
    private UUID user;

    public record Nothing(@Measured("a number") double number) {}

    private static Analyzer analyzer(String name, Behaviour behaviour) {
        AnalyzerInfo info =
                new AnalyzerInfo(name, "1.0.0", name, "Of a test.", Set.of(), List.of(), List.of(), Nothing.class);
        return new Analyzer() {
            @Override
            public AnalyzerInfo info() {
                return info;
            }

            @Override
            public Record analyze(AnalysisInput input) {
                return new Nothing(behaviour.act());
            }
        };
    }

    private interface Behaviour {
        double act();
    }

    @BeforeEach
    void start() {
        db = TestDatabase.migrated();
        bus = new Bus(db.vertx, meters);
        user = db.user();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        db.close();
        pool.close();
    }

    @Test
    void anEcgIsAnalyzedStoredAndAnnounced() {
        List<EcgStatus> seen = new CopyOnWriteArrayList<>();
        get(bus.consume(Progress.class, progress -> seen.add(progress.status())).ready());
        deploy(AnalyzerRegistry.load(), settings());
        NewEcg ecg = NewEcgs.of(user);

        assertEquals(Kind.DONE, analyze(submit(ecg)).kind());

        StoredReport report = report(ecg);
        assertEquals(EcgStatus.DONE, report.status());
        String crossings = report.analyses().stream()
                .filter(analysis -> analysis.analyzer().equals("zero_crossings"))
                .flatMap(analysis -> analysis.resultJson().stream())
                .findFirst()
                .orElseThrow();
        assertEquals(
                "{\"zero_crosses_count\":3,\"leads\":[{\"name\":\"I\",\"zero_crosses_count\":2},"
                        + "{\"name\":\"II\",\"zero_crosses_count\":1}]}",
                crossings);
        await().untilAsserted(() -> assertEquals(List.of(EcgStatus.RUNNING, EcgStatus.DONE), seen));
        assertEquals(Optional.of(ReportJson.of(report)), get(db.results.get(user, ecg.id())), "put into the cache");
    }

    @Test
    void aLargeEcgIsLoadedOnceThereIsRoomAndAnalyzedAsAnyOther() {
        deploy(AnalyzerRegistry.load(), settings());
        NewEcg large = NewEcgs.large(user, NewEcgs.leads(3, 200_000));
        assertEquals(Kind.DONE, analyze(submit(large)).kind());
        assertEquals(EcgStatus.DONE, report(large).status());
    }

    @Test
    void theSameRequestManyTimesGivesOneResult() {
        deploy(AnalyzerRegistry.load(), settings());
        NewEcg ecg = NewEcgs.of(user);
        long key = submit(ecg);
        List<Future<AnalysisOutcome>> outcomes = IntStream.range(0, 100)
                .mapToObj(any -> bus.request(new AnalysisRequest(key, "r"), TIMEOUT))
                .toList();
        assertEquals(
                1,
                outcomes.stream().filter(each -> get(each).kind() == Kind.DONE).count());
        assertTrue(outcomes.stream()
                .allMatch(each ->
                        Set.of(Kind.DONE, Kind.NOTHING_TO_DO).contains(get(each).kind())));
        assertEquals(EcgStatus.DONE, report(ecg).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "stack overflow", "not a number"})
    void anAnalyzerWithADefectFailsTheJobAtOnceWithItsName(String kind) {
        deploy(
                new AnalyzerRegistry(List.of(analyzer("faulty", () -> switch (kind) {
                    case "exception" -> throw new IllegalStateException("secret detail");
                    case "stack overflow" -> overflow(1);
                    default -> Double.NaN;
                }))),
                settings());
        NewEcg ecg = NewEcgs.of(user);

        AnalysisOutcome outcome = analyze(submit(ecg));

        assertEquals(Kind.FAILED, outcome.kind());
        var failure = report(ecg).failure().orElseThrow();
        assertEquals("analyzer_failed", failure.code());
        assertEquals("The analyzer faulty failed on this ECG.", failure.message());
    }

    @Test
    void aPassingFaultIsTriedFiveTimesAndThenFails() {
        deploy(
                new AnalyzerRegistry(List.of(analyzer("hungry", () -> {
                    throw new OutOfMemoryError("of a test");
                }))),
                settings());
        NewEcg ecg = NewEcgs.of(user);
        long key = submit(ecg);
        List<Kind> outcomes = new ArrayList<>();
        await().atMost(TIMEOUT).until(() -> {
            Kind kind = analyze(key).kind();
            if (kind != Kind.NOTHING_TO_DO) {
                outcomes.add(kind);
            }
            return kind == Kind.FAILED;
        });
        assertEquals(
                List.of(Kind.RETRY_LATER, Kind.RETRY_LATER, Kind.RETRY_LATER, Kind.RETRY_LATER, Kind.FAILED), outcomes);
        assertEquals("out_of_memory", report(ecg).failure().orElseThrow().code());
    }

    @Test
    void anAnalyzerThatNeverEndsCostsAThreadAndNotTheWorker() {
        Duration limit = Duration.ofMillis(300);
        AnalysisSettings settings =
                new AnalysisSettings(Duration.ofSeconds(5), limits(limit), 5, attempt -> Duration.ofMillis(1));
        deploy(new AnalyzerRegistry(List.of(analyzer("endless", this::ignoreInterrupts))), settings);
        List<NewEcg> ecgs =
                IntStream.range(0, 4).mapToObj(i -> NewEcgs.of(user)).toList();

        List<Future<AnalysisOutcome>> outcomes = ecgs.stream()
                .map(ecg -> bus.request(new AnalysisRequest(submit(ecg), "r"), TIMEOUT))
                .toList();

        outcomes.forEach(outcome -> assertEquals(Kind.FAILED, get(outcome).kind()));
        ecgs.forEach(ecg -> assertEquals(
                "analyzer_timeout", report(ecg).failure().orElseThrow().code()));
        assertEquals(
                "The analyzer endless did not end within 0.3 s.",
                report(ecgs.get(0)).failure().orElseThrow().message());
        assertEquals(4, meters.get("ecg.analysis.threads.given.up").gauge().value());
        gate.countDown();
        await().untilAsserted(() -> assertEquals(
                0, meters.get("ecg.analysis.threads.given.up").gauge().value()));
    }

    @Test
    void theTimeLimitIsForEachAnalyzerAndNotForAllTogether() {
        AnalysisSettings settings = new AnalysisSettings(
                Duration.ofSeconds(5), limits(Duration.ofMillis(600)), 5, attempt -> Duration.ofMillis(1));
        List<Analyzer> four = IntStream.range(0, 4)
                .mapToObj(i -> analyzer("waiting_" + i, () -> {
                    CountDownLatch never = new CountDownLatch(1);
                    try {
                        assertFalse(never.await(200, java.util.concurrent.TimeUnit.MILLISECONDS));
                    } catch (InterruptedException tooSlow) {
                        throw new IllegalStateException(tooSlow);
                    }
                    return 1;
                }))
                .toList();
        deploy(new AnalyzerRegistry(four), settings);
        assertEquals(Kind.DONE, analyze(submit(NewEcgs.of(user))).kind());
    }

    @Test
    void theWorkOnADeletedEcgIsAbandoned() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        deploy(
                new AnalyzerRegistry(List.of(analyzer("slow", () -> {
                    try {
                        return waitAtTheGate();
                    } finally {
                        interrupted.countDown();
                    }
                }))),
                new AnalysisSettings(
                        Duration.ofMillis(600), limits(Duration.ofSeconds(30)), 5, attempt -> Duration.ofMillis(1)));
        NewEcg ecg = NewEcgs.of(user);
        Future<AnalysisOutcome> outcome = bus.request(new AnalysisRequest(submit(ecg), "r"), TIMEOUT);
        await().until(() -> report(ecg).status() == EcgStatus.RUNNING);
        assertTrue(get(db.ecgs.delete(user, ecg.id())));
        assertTrue(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(Kind.NOTHING_TO_DO, get(outcome).kind());
    }

    @Test
    void aSignalThatCannotBeDecodedFailsTheJobAtOnce() {
        deploy(AnalyzerRegistry.load(), settings());
        NewEcg ecg = NewEcgs.of(user);
        long key = submit(ecg);
        db.sql("UPDATE lead SET signal = '\\x0102'::bytea WHERE ecg_key = $1", key);
        assertEquals(Kind.FAILED, analyze(key).kind());
        assertEquals("signal_unreadable", report(ecg).failure().orElseThrow().code());
    }

    /** As a node that was not replaced yet sees what a newer one stored: another attempt may find one that was. */
    @Test
    void aSignalOfANewerProgramIsTriedAgain() {
        deploy(AnalyzerRegistry.load(), settings());
        NewEcg ecg = NewEcgs.of(user);
        long key = submit(ecg);
        db.sql(
                "UPDATE lead SET name = encode(signal, 'hex'), signal = $2 WHERE ecg_key = $1",
                key,
                Buffer.buffer(Signals.ofNewerProgram()));
        for (int attempt = 0; attempt < 10; attempt++) {
            await().until(() -> analyze(key).kind() == Kind.RETRY_LATER);
            assertEquals(EcgStatus.QUEUED, report(ecg).status());
            assertEquals(0, report(ecg).attempts(), "it is not the ECG's fault");
        }
        db.sql("UPDATE lead SET signal = decode(name, 'hex') WHERE ecg_key = $1", key);
        await().until(() -> analyze(key).kind() == Kind.DONE);
        assertEquals(EcgStatus.DONE, report(ecg).status());
    }

    @Test
    void aDeletedEcgIsNothingToDoAlsoWhileItIsAnalyzed() {
        deploy(new AnalyzerRegistry(List.of(analyzer("slow", this::waitAtTheGate))), settings());
        NewEcg ecg = NewEcgs.of(user);
        Future<AnalysisOutcome> outcome = bus.request(new AnalysisRequest(submit(ecg), "r"), TIMEOUT);
        await().until(() -> report(ecg).status() == EcgStatus.RUNNING);
        assertTrue(get(db.ecgs.delete(user, ecg.id())));
        gate.countDown();
        assertEquals(Kind.NOTHING_TO_DO, get(outcome).kind());
        assertEquals(Kind.NOTHING_TO_DO, analyze(4711).kind());
    }

    @Test
    void aLeaseIsKeptAsLongAsTheAnalysisTakes() {
        AnalysisSettings shortLease = new AnalysisSettings(
                Duration.ofMillis(600), limits(Duration.ofSeconds(30)), 5, attempt -> Duration.ofMillis(1));
        deploy(new AnalyzerRegistry(List.of(analyzer("slow", this::waitAtTheGate))), shortLease);
        NewEcg ecg = NewEcgs.of(user);
        long key = submit(ecg);
        Future<AnalysisOutcome> outcome = bus.request(new AnalysisRequest(key, "r"), TIMEOUT);
        await().until(() -> report(ecg).status() == EcgStatus.RUNNING);
        var first = leasedUntil(key);
        await().until(() -> leasedUntil(key).isAfter(first.plusSeconds(1)));
        assertFalse(get(db.jobs.claim(key, Duration.ofSeconds(5), 5)).isPresent());
        gate.countDown();
        assertEquals(Kind.DONE, get(outcome).kind());
    }

    @Test
    void aWorkerThatIsFullSaysSoAndTouchesNothing() {
        AnalysisSettings small = new AnalysisSettings(
                Duration.ofSeconds(5), limits(Duration.ofSeconds(30)), 5, attempt -> Duration.ofMillis(1), 1, 1, 0);
        deploy(new AnalyzerRegistry(List.of(analyzer("slow", this::waitAtTheGate))), small);
        List<NewEcg> ecgs =
                IntStream.range(0, 3).mapToObj(i -> NewEcgs.of(user)).toList();
        List<Future<AnalysisOutcome>> outcomes = ecgs.stream()
                .map(ecg -> bus.request(new AnalysisRequest(submit(ecg), "r"), TIMEOUT))
                .toList();
        assertEquals(Kind.BUSY, get(outcomes.get(2)).kind());
        assertEquals(EcgStatus.QUEUED, report(ecgs.get(2)).status());
        gate.countDown();
        assertEquals(Kind.DONE, get(outcomes.get(0)).kind());
        assertEquals(Kind.DONE, get(outcomes.get(1)).kind());
    }

    @Test
    void withoutASamplingRateWhatNeedsOneIsSkippedWithTheReason() {
        deploy(AnalyzerRegistry.load(), settings());
        NewEcg like = NewEcgs.of(user);
        NewEcg ecg = new NewEcg(
                user,
                UUID.randomUUID(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of("[{\"name\":\"zero_crossings\",\"parameters\":{\"policy\":\"skip_zeros\"}}]"),
                like.leads(),
                new byte[] {7},
                "r");
        assertEquals(Kind.DONE, analyze(submit(ecg)).kind());
        var only = report(ecg).analyses();
        assertEquals(1, only.size());
        assertEquals("{\"policy\":\"skip_zeros\"}", only.get(0).parametersJson());
    }

    private java.time.OffsetDateTime leasedUntil(long key) {
        return db.sql("SELECT leased_until FROM job WHERE ecg_key = $1", key)
                .iterator()
                .next()
                .getOffsetDateTime(0);
    }

    private double waitAtTheGate() {
        try {
            gate.await();
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double ignoreInterrupts() {
        while (true) {
            try {
                gate.await();
                return 1;
            } catch (InterruptedException ignored) {
                // An analyzer that does not care, as one of a stranger may.
            }
        }
    }

    private static double overflow(int depth) {
        return depth > 0 ? 1 + overflow(depth + 1) : 0;
    }

    private void deploy(AnalyzerRegistry analyzers, AnalysisSettings settings) {
        get(db.vertx.deployVerticle(new AnalysisVerticle(
                db.jobs, db.results, bus, AnalyzerRunner.here(analyzers), pool, settings, meters)));
    }

    private static TimeLimits limits(Duration limit) {
        return new TimeLimits(limit, Map.of());
    }

    private static AnalysisSettings settings() {
        return new AnalysisSettings(
                Duration.ofSeconds(5), limits(Duration.ofSeconds(30)), 5, attempt -> Duration.ofMillis(1));
    }

    private long submit(NewEcg ecg) {
        return get(db.ecgs.submit(ecg)).ecgKey();
    }

    private AnalysisOutcome analyze(long key) {
        return get(bus.request(new AnalysisRequest(key, "r"), TIMEOUT));
    }

    private StoredReport report(NewEcg ecg) {
        return get(db.ecgs.report(user, ecg.id())).orElseThrow();
    }
}
