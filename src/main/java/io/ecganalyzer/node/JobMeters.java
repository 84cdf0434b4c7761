package io.ecganalyzer.node;

import io.ecganalyzer.store.JobCounts;
import io.ecganalyzer.store.JobStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that are not over, by state, as gauges. They are of all nodes together, so every node shows the same. */
final class JobMeters {
    private static final Logger LOG = LoggerFactory.getLogger(JobMeters.class);

    /** As often as metrics are usually read. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final JobStore jobs;
    private final long timer;
    private volatile JobCounts last = new JobCounts(0, 0, Duration.ZERO);

    JobMeters(Vertx vertx, JobStore jobs, MeterRegistry meters) {
        this.vertx = vertx;
        this.jobs = jobs;
        gauge(meters, "queued", JobCounts::queued);
        gauge(meters, "running", JobCounts::running);
        Gauge.builder(
                        "ecg.jobs.oldest.queued.seconds",
                        () -> last.oldestQueued().toMillis() / 1000.0)
                .description("For how long the job has been queued that waits longest")
                .register(meters);
        look();
        this.timer = vertx.setPeriodic(PERIOD.toMillis(), fired -> look());
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    private void gauge(MeterRegistry meters, String state, ToDoubleFunction<JobCounts> count) {
        Gauge.builder("ecg.jobs", () -> count.applyAsDouble(last))
                .description("Jobs that are not over, of all nodes")
                .tag("state", state)
                .register(meters);
    }

    private void look() {
        jobs.counts()
                .onSuccess(counts -> last = counts)
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("The jobs could not be counted"));
    }
}
