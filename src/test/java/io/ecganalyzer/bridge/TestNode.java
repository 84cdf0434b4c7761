package io.ecganalyzer.bridge;

import static io.ecganalyzer.store.TestDatabase.get;

import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.JobSubmitted;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.RepublishGap;
import io.ecganalyzer.store.StoredReport;
import io.ecganalyzer.store.TestDatabase;
import io.ecganalyzer.worker.AnalysisPool;
import io.ecganalyzer.worker.AnalysisSettings;
import io.ecganalyzer.worker.AnalysisVerticle;
import io.ecganalyzer.worker.AnalyzerRunner;
import io.ecganalyzer.worker.TimeLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way from a stored job to its results on real parts, with queues of its own and times short enough for a test. */
final class TestNode implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(1_500);
    static final Duration CONFIRM = Duration.ofSeconds(1);
    static final Duration TIME_LIMIT = Duration.ofSeconds(1);
    static final int MAX_ATTEMPTS = 5;
    static final int PREFETCH = 16;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Topology topology = Topology.named("test." + UUID.randomUUID());
    final List<Progress> progress = new CopyOnWriteArrayList<>();
    final TestDatabase db;
    private final JobStore jobs;
    final UUID user;
    final Bus bus;
    final BrokerPublisher publisher;
    private final Subscription progressing;
    private final List<String> deployments = new ArrayList<>();
    private final URI broker;
    private final AnalysisPool pool = new AnalysisPool(2, meters);

    /** Only connects; parts are added by the methods below. */
    TestNode(TestDatabase db, URI broker) {
        this(db, broker, db.jobs);
    }

    /** As the other, with a way of its own to the jobs. */
    TestNode(TestDatabase db, URI broker, JobStore jobs) {
        this.db = db;
        this.jobs = jobs;
        this.broker = broker;
        db.sql("DELETE FROM app_user");
        user = db.user();
        bus = new Bus(db.vertx, meters);
        progressing = bus.consume(Progress.class, progress::add);
        publisher = new BrokerPublisher(
                db.vertx.getOrCreateContext(), new BrokerAddress(broker), topology, CONFIRM, meters);
        get(publisher.open());
    }

    /** Every part of a node, with all analyzers. */
    TestNode whole() {
        return relaying().consuming().working(AnalyzerRegistry.load());
    }

    TestNode relaying() {
        RepublishGap gap = new RepublishGap(Duration.ofMillis(500), Duration.ofSeconds(2));
        RelaySettings settings = new RelaySettings(Duration.ofMillis(100), gap, MAX_ATTEMPTS);
        deploy(new JobRelay(jobs, bus, publisher, topology, settings, new QueuedJobs(), meters));
        return this;
    }

    TestNode consuming() {
        ConsumerSettings settings = new ConsumerSettings(PREFETCH, Duration.ofSeconds(10), Duration.ofSeconds(2));
        deploy(new JobConsumer(new BrokerAddress(broker), topology, jobs, bus, publisher, settings, meters));
        return this;
    }

    TestNode working(Analyzer... analyzers) {
        return working(new AnalyzerRegistry(List.of(analyzers)));
    }

    TestNode working(AnalyzerRegistry registry) {
        RetryPolicy retry = new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(100));
        AnalysisSettings settings =
                new AnalysisSettings(LEASE, new TimeLimits(TIME_LIMIT, Map.of()), MAX_ATTEMPTS, retry::delayAfter);
        deploy(new AnalysisVerticle(jobs, db.results, bus, AnalyzerRunner.here(registry), pool, settings, meters));
        return this;
    }

    private void deploy(Deployable verticle) {
        deployments.add(get(db.vertx.deployVerticle(verticle)));
    }

    /** Stores an ECG and its job, and tells nobody. */
    long store(NewEcg ecg) {
        return get(db.ecgs.submit(ecg)).ecgKey();
    }

    /** Stores an ECG and its job, and gives the hint, as the API does. */
    long submit(NewEcg ecg) {
        long key = store(ecg);
        bus.send(new JobSubmitted(key, ecg.requestId(), ecg.numberOfSamples()));
        return key;
    }

    void hint(long ecgKey) {
        bus.send(new JobSubmitted(ecgKey, "hinted", 1));
    }

    /** Makes its sweep come now and not in some seconds. */
    void due(long ecgKey) {
        db.sql("UPDATE job SET due_at = now() WHERE ecg_key = $1", ecgKey);
    }

    /** Lays a message on the queue of jobs. */
    void publish(String body) {
        get(publisher.publish(topology.jobs(), "test", Buffer.buffer(body), Map.of()));
    }

    StoredReport report(NewEcg ecg) {
        return get(db.ecgs.report(user, ecg.id())).orElseThrow();
    }

    long count(String sql) {
        return db.sql(sql).iterator().next().getLong(0);
    }

    long depth(String queue) {
        return get(publisher.depth(queue));
    }

    /** How often a counter with these tags has counted. */
    double counted(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        progressing.close();
        // The consumer before the worker, so that nobody asks one that is gone.
        deployments.forEach(id -> get(db.vertx.undeploy(id)));
        get(publisher.close());
        pool.close();
    }
}
