package io.ecganalyzer.node;

import io.ecganalyzer.api.Backlog;
import io.ecganalyzer.bridge.BrokerAddress;
import io.ecganalyzer.bridge.BrokerPublisher;
import io.ecganalyzer.bridge.ConsumerSettings;
import io.ecganalyzer.bridge.JobConsumer;
import io.ecganalyzer.bridge.JobRelay;
import io.ecganalyzer.bridge.QueuedJobs;
import io.ecganalyzer.bridge.RelaySettings;
import io.ecganalyzer.bridge.RetryPolicy;
import io.ecganalyzer.bridge.Topology;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.RepublishGap;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * A node's way to the broker: a relay on every node, so that the jobs of a node that died are published by any other, and a
 * consumer where analyzers run.
 */
final class Bridge implements Backlog {
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofMillis(3_500);

    /** A fault that lasts longer is not mended by waiting longer still. */
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    /** An answer is lost, or a lease was renewed more than once by then. */
    private static final int LEASES_WITHOUT_ANSWER = 2;

    private final Config config;
    private final InnerLoops loops;
    private final JobStore jobs;
    private final Bus bus;
    private final BrokerAddress broker;
    private final MeterRegistry meters;
    private final BrokerPublisher publisher;
    private final QueuedJobs queued = new QueuedJobs();

    Bridge(Config config, InnerLoops loops, JobStore jobs, Bus bus, BrokerAddress broker, MeterRegistry meters) {
        this.config = config;
        this.loops = loops;
        this.jobs = jobs;
        this.bus = bus;
        this.broker = broker;
        this.meters = meters;
        this.publisher = new BrokerPublisher(loops.context(), broker, Topology.DEFAULT, CONFIRM_TIMEOUT, meters);
    }

    /** A broker that is absent does not keep a node from starting; one that refuses our queues does. */
    void start(Shutdown shutdown) {
        Await.result("the broker", publisher.open());
        shutdown.add("broker", Duration.ofSeconds(1), publisher::close);
        Duration lease = config.jobs().lease();
        RepublishGap gap = new RepublishGap(lease, lease.plus(RelaySettings.DEFAULT_GAP.longest()));
        RelaySettings settings =
                new RelaySettings(config.jobs().sweep(), gap, config.jobs().maxAttempts());
        loops.start(
                "the relay",
                () -> new JobRelay(jobs, bus, publisher, Topology.DEFAULT, settings, queued, meters),
                1,
                Duration.ofSeconds(1),
                shutdown);
    }

    void startConsumer(Shutdown shutdown) {
        ConsumerSettings settings = new ConsumerSettings(
                config.broker().prefetch(), config.jobs().lease().multipliedBy(LEASES_WITHOUT_ANSWER), DRAIN);
        loops.start(
                "the consumer",
                () -> new JobConsumer(broker, Topology.DEFAULT, jobs, bus, publisher, settings, meters),
                1,
                DRAIN.plusMillis(500),
                shutdown);
    }

    /** The wait after an attempt that failed. */
    IntFunction<Duration> retryDelay() {
        Duration first = config.jobs().retryBase();
        Duration longest = first.compareTo(LONGEST_RETRY) > 0 ? first : LONGEST_RETRY;
        return new RetryPolicy(first, longest)::delayAfter;
    }

    @Override
    public boolean isFull() {
        return queued.isFull(config.limits().maxQueuedJobs());
    }

    @Override
    public void grow() {
        queued.grow();
    }

    /** Fails while jobs cannot be published. */
    Future<Void> ping() {
        return publisher.isReady()
                ? Future.succeededFuture()
                : Future.failedFuture("the broker is not there or takes no messages");
    }
}
