package io.ecganalyzer.bridge;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.JobSubmitted;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.DueJob;
import io.ecganalyzer.store.EndedJob;
import io.ecganalyzer.store.JobCounts;
import io.ecganalyzer.store.JobStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings jobs from the database to the broker. Runs on every node; any of them may fall over at any line.
 *
 * <pre>
 *   submitted ──hint on the bus──▶ publish ──confirmed──▶ a consumer takes it from here
 *       │            │ lost           │ refused, lost, no confirm
 *       │            ▼                ▼
 *       │       ┌─────────────────────────────────────────────────────────────────┐
 *       └──────▶│ the job in the database, due 5 s after its submission            │
 *               │ sweep, each second: due? take it (no other node does), publish,  │
 *               │ due again after 5 s, 10 s, 20 s, ... 5 min                       │◀── its retry's time came,
 *               └─────────────────────────────────────────────────────────────────┘    or its lease ran out
 *                        │ its last attempt fell silent
 *                        └──▶ failed, dead letter
 * </pre>
 *
 * <p>Copies of a message are harmless and cost a claim that finds nothing. So that a backlog does not fill with them, the sweep
 * leaves queued jobs alone while the broker holds messages, but for those that were overtaken: what was queued later runs already.
 */
public final class JobRelay extends VerticleBase {
    /** What one connection publishes in a third of a second; the rest is due in the next sweep. */
    private static final int SWEEP_LIMIT = 2_000;

    /** Ends of jobs are rare; these many a second are more than there should be. */
    private static final int EXHAUSTED_LIMIT = 100;

    /**
     * Messages that may wait on the broker; beyond, jobs wait in the database alone. Ten seconds' work of ten fast nodes, and some
     * 20 MB in the memory of an embedded broker.
     */
    private static final long MAX_DEPTH = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(JobRelay.class);

    private final JobStore jobs;
    private final Bus bus;
    private final BrokerPublisher publisher;
    private final Topology topology;
    private final RelaySettings settings;
    private final DeadLetters deadLetters;
    private final Counter hints;
    private final Counter swept;
    private final Counter exhausted;
    private final HintedJobs hinted = new HintedJobs();
    private final AtomicLong depth = new AtomicLong();
    private final QueuedJobs queued;
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong oldestMillis = new AtomicLong();

    private Subscription hintSubscription;
    private Future<Void> sweeping = Future.succeededFuture();
    private boolean beginning;
    private boolean stopped;
    private boolean wasFailing;

    /**
     * The publisher is opened and closed by whoever made it.
     *
     * @param queued is told of each count
     */
    public JobRelay(
            JobStore jobs,
            Bus bus,
            BrokerPublisher publisher,
            Topology topology,
            RelaySettings settings,
            QueuedJobs queued,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.bus = bus;
        this.publisher = publisher;
        this.topology = topology;
        this.settings = settings;
        this.queued = queued;
        this.deadLetters = new DeadLetters(publisher, topology, meters);
        this.hints = meters.counter("ecg.relay.published", "by", "hint");
        this.swept = meters.counter("ecg.relay.published", "by", "sweep");
        this.exhausted = meters.counter("ecg.relay.exhausted");
        gauge(meters, "ecg.broker.depth", "Messages in the queue of jobs, as of the last sweep", depth);
        jobGauge(meters, "queued", queued::counted);
        jobGauge(meters, "running", running::get);
        Gauge.builder("ecg.jobs.oldest.queued.seconds", oldestMillis, millis -> millis.get() / 1e3)
                .description("For how long the job has been queued that waits longest, as of the last sweep")
                .register(meters);
    }

    private static void jobGauge(MeterRegistry meters, String state, Supplier<Number> count) {
        Gauge.builder("ecg.jobs", count)
                .description("Jobs that are not over, of all nodes, as of the last sweep")
                .tag("state", state)
                .register(meters);
    }

    private static void gauge(MeterRegistry meters, String name, String description, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::get).description(description).register(meters);
    }

    @Override
    public Future<?> start() {
        hintSubscription = bus.consume(JobSubmitted.class, this::published);
        sweepAfter(settings.sweep());
        return hintSubscription.ready();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.join(hintSubscription.close(), sweeping.otherwiseEmpty());
    }

    private void published(JobSubmitted hint) {
        if (depth.get() < MAX_DEPTH && hinted.add(hint) && !beginning) {
            beginning = true;
            // At the end of this turn of the event loop: several that were stored together are hinted at together.
            context.runOnContext(endOfTurn -> {
                beginning = false;
                publishHinted();
            });
        }
    }

    private void publishHinted() {
        hinted.take().ifPresent(batch -> {
            publish(batch, hints)
                    .onComplete(ended -> context.runOnContext(now -> {
                        hinted.ended();
                        publishHinted();
                    }));
            publishHinted();
        });
    }

    /** Jobs whose publication fails are due again by the database's clock. */
    private Future<Void> publish(JobBatch batch, Counter counter) {
        return publisher
                .publish(topology.jobs(), batch.messageId(), batch.encode(), Map.of())
                .onSuccess(confirmed -> counter.increment(batch.jobs().size()))
                .onFailure(failure -> LOG.atDebug()
                        .addKeyValue("request_id", batch.jobs().get(0).requestId())
                        .addKeyValue("ecg_key", batch.jobs().get(0).ecgKey())
                        .addKeyValue("jobs", batch.jobs().size())
                        .addKeyValue("reason", failure.getMessage())
                        .log("Jobs were not published and are left to a later sweep"));
    }

    private void sweepAfter(Duration pause) {
        vertx.setTimer(Math.max(1, pause.toMillis()), now -> {
            if (!stopped) {
                sweeping = sweep().onComplete(ended -> {
                    reportOnce(ended.cause());
                    sweepAfter(settings.sweep());
                });
            }
        });
    }

    private Future<Void> sweep() {
        return endExhausted().compose(ended -> publishDue());
    }

    private Future<Void> publishDue() {
        long takenBefore = queued.beginCount();
        return jobs.counts().onSuccess(counts -> show(counts, takenBefore)).compose(counted -> publishWaiting());
    }

    private Future<Void> publishWaiting() {
        if (!publisher.isReady()) {
            return Future.failedFuture(new BrokerUnavailableException("the broker is not there or takes no messages"));
        }
        return publisher
                .depth(topology.jobs())
                .onSuccess(depth::set)
                .compose(known -> missing())
                .compose(this::publishAll);
    }

    /**
     * Where the broker holds no more messages than there are running jobs, whose messages it may still hold and Broker-J counts, it
     * holds none of queued ones.
     */
    private Future<List<DueJob>> missing() {
        if (depth.get() >= MAX_DEPTH) {
            return jobs.leasesRunOut(SWEEP_LIMIT, settings.gap());
        }
        return depth.get() <= running.get()
                ? jobs.due(SWEEP_LIMIT, settings.gap())
                : jobs.overtaken(SWEEP_LIMIT, settings.gap());
    }

    private Future<Void> publishAll(List<DueJob> due) {
        return due.isEmpty()
                ? Future.succeededFuture()
                : Future.join(due.stream()
                                .map(job -> publish(JobBatch.of(new JobMessage(job.ecgKey(), job.requestId())), swept))
                                .toList())
                        .mapEmpty();
    }

    private Future<Void> endExhausted() {
        String message = "The analysis was given up after " + settings.maxAttempts() + " attempts.";
        return jobs.failExhausted(settings.maxAttempts(), EXHAUSTED_LIMIT, "analysis_failed", message)
                .onSuccess(ended -> ended.forEach(this::tellEnd))
                .mapEmpty();
    }

    private void tellEnd(EndedJob job) {
        exhausted.increment();
        bus.publish(new Progress(job.userId(), job.ecgId(), EcgStatus.FAILED));
        deadLetters.failed(new JobMessage(job.ecgKey(), job.requestId()), "its last attempt ended without a word");
    }

    private void show(JobCounts counts, long takenBefore) {
        queued.count(counts.queued(), takenBefore);
        running.set(counts.running());
        oldestMillis.set(counts.oldestQueued().toMillis());
    }

    /** A broker that is away for an hour is worth two lines and not 3,600. */
    private void reportOnce(Throwable failure) {
        if (failure != null && !wasFailing) {
            LOG.atWarn().addKeyValue("reason", failure.toString()).log("Due jobs cannot be published for now");
        } else if (failure == null && wasFailing) {
            LOG.atInfo().log("Due jobs are published again");
        }
        wasFailing = failure != null;
    }
}
