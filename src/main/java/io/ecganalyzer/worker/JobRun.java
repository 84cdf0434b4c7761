package io.ecganalyzer.worker;

import io.ecganalyzer.analysis.Execution;
import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.bus.AnalysisRequest;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.ClaimedJob;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.NewerSignalException;
import io.ecganalyzer.store.ReportJson;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.StoreUnavailableException;
import io.ecganalyzer.store.StoredAnalysis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One job from its claim to its end, on the context of a worker verticle; see {@link AnalysisVerticle} for its ways. */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** Results that cannot be stored now are kept for a while: computing them again would cost more. */
    private static final int STORE_TRIES = 4;

    private static final Duration STORE_GAP = Duration.ofMillis(500);

    private final Vertx vertx;
    private final JobStore jobs;
    private final ResultCache results;
    private final Bus bus;
    private final AnalyzerRunner analyzers;
    private final AnalysisPool pool;
    private final AnalysisSettings settings;
    private final JobMeters meters;
    /** Null until the analysis begins. */
    private AnalysisPool.Task<List<StoredAnalysis>> task;

    JobRun(
            Vertx vertx,
            JobStore jobs,
            ResultCache results,
            Bus bus,
            AnalyzerRunner analyzers,
            AnalysisPool pool,
            AnalysisSettings settings,
            JobMeters meters) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.results = results;
        this.bus = bus;
        this.analyzers = analyzers;
        this.pool = pool;
        this.settings = settings;
        this.meters = meters;
    }

    /** Never fails: what goes wrong is an outcome. */
    Future<AnalysisOutcome> run(AnalysisRequest request) {
        return jobs.claim(request.ecgKey(), settings.lease(), settings.maxAttempts())
                .compose(claimed ->
                        claimed.map(this::analyze).orElseGet(() -> outcome(AnalysisOutcome.Kind.NOTHING_TO_DO, "")))
                .recover(failure -> outcome(AnalysisOutcome.Kind.RETRY_LATER, reasonOf(request, failure)))
                .onSuccess(outcome -> meters.handled(outcome.kind()));
    }

    private Future<AnalysisOutcome> analyze(ClaimedJob job) {
        announce(job, EcgStatus.RUNNING);
        LeaseRenewal renewal = new LeaseRenewal(vertx, jobs, job.lease(), settings.lease(), this::abandon);
        return (job.isLoaded() ? analyzeLoaded(job) : analyzeLarge(job)).onComplete(any -> renewal.stop());
    }

    /** Only now its signal comes into memory, once there is room for it. */
    private Future<AnalysisOutcome> analyzeLarge(ClaimedJob job) {
        return pool.signals()
                .take(job.samples())
                .compose(room -> jobs.ofLease(job.lease())
                        .compose(held -> held.map(this::analyzeLoaded).orElseGet(() -> lost(job)))
                        .onComplete(any -> room.giveBack()));
    }

    private Future<AnalysisOutcome> analyzeLoaded(ClaimedJob job) {
        Execution execution = execution(job);
        task = pool.run(vertx, step -> analyses(job, step, execution), settings.timeLimits());
        return task.future().compose(analyses -> store(job, analyses, STORE_TRIES), failure -> failed(job, failure));
    }

    private void abandon() {
        if (task != null) {
            task.abandon(new LeaseLostException());
        }
    }

    private Execution execution(ClaimedJob job) {
        return settings.inSegments(job.samples())
                ? new SegmentedRun(vertx, bus, analyzers.signals(), job, meters)
                : Execution.WHOLE;
    }

    /** On a thread of the pool. */
    private List<StoredAnalysis> analyses(ClaimedJob job, Consumer<String> step, Execution execution) throws Exception {
        MDC.put("request_id", job.requestId()); // For what an analyzer logs.
        try {
            List<StoredAnalysis> analyses = analyzers.run(job, step, execution);
            analyses.forEach(meters::analyzed);
            return analyses;
        } finally {
            MDC.remove("request_id");
        }
    }

    private Future<AnalysisOutcome> store(ClaimedJob job, List<StoredAnalysis> analyses, int tries) {
        return jobs.complete(job.lease(), analyses)
                .compose(
                        stored -> stored ? done(job, analyses) : lost(job),
                        failure -> failure instanceof StoreUnavailableException && tries > 1
                                ? vertx.timer(STORE_GAP.toMillis(), TimeUnit.MILLISECONDS)
                                        .compose(any -> store(job, analyses, tries - 1))
                                : Future.failedFuture(failure));
    }

    private Future<AnalysisOutcome> failed(ClaimedJob job, Throwable cause) {
        if (cause instanceof LeaseLostException) {
            return lost(job);
        }
        if (cause instanceof NewerSignalException) {
            return leftToNewerNode(job, cause);
        }
        JobFailure failure = JobFailure.of(cause, settings.timeLimits());
        boolean last = failure.permanent() || job.attempt() >= settings.maxAttempts();
        LOG.atWarn()
                .addKeyValue("request_id", job.requestId())
                .addKeyValue("ecg_key", job.ecgKey())
                .addKeyValue("attempt", job.attempt())
                .addKeyValue("code", failure.code())
                .setCause(failure.isDefect() ? cause : null)
                .log(last ? "A job failed" : "An attempt failed");
        if (last) {
            return jobs.fail(job.lease(), failure.code(), failure.message())
                    .compose(stored ->
                            stored ? ended(job, EcgStatus.FAILED).map(any -> failedOutcome(failure)) : lost(job));
        }
        return jobs.retryLater(job.lease(), settings.retryDelay().apply(job.attempt()), failure.message())
                .compose(stored -> stored ? queuedAgain(job, failure.message()) : lost(job));
    }

    /** However often this node or others of its kind come upon it: the ECG is whole. */
    private Future<AnalysisOutcome> leftToNewerNode(ClaimedJob job, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("request_id", job.requestId())
                .addKeyValue("ecg_key", job.ecgKey())
                .log("A job is left to a node of a newer program: {}", cause.getMessage());
        String reason = "a node of a newer program is needed";
        return jobs.handBack(job.lease(), settings.retryDelay().apply(1), reason)
                .compose(stored -> stored ? queuedAgain(job, reason) : lost(job));
    }

    private Future<AnalysisOutcome> queuedAgain(ClaimedJob job, String reason) {
        announce(job, EcgStatus.QUEUED);
        return outcome(AnalysisOutcome.Kind.RETRY_LATER, reason);
    }

    /** Whoever waits finds the report in the cache as soon as the bus tells of it. */
    private Future<AnalysisOutcome> done(ClaimedJob job, List<StoredAnalysis> analyses) {
        results.put(job.userId(), job.ecgId(), ReportJson.ofDone(job, analyses));
        return ended(job, EcgStatus.DONE);
    }

    private Future<AnalysisOutcome> ended(ClaimedJob job, EcgStatus status) {
        announce(job, status);
        LOG.atDebug()
                .addKeyValue("request_id", job.requestId())
                .addKeyValue("ecg_key", job.ecgKey())
                .addKeyValue("status", status.wireName())
                .log("A job ended");
        return outcome(AnalysisOutcome.Kind.DONE, "");
    }

    private Future<AnalysisOutcome> lost(ClaimedJob job) {
        LOG.atInfo()
                .addKeyValue("request_id", job.requestId())
                .addKeyValue("ecg_key", job.ecgKey())
                .log("A job was deleted or taken over meanwhile, its results are dropped");
        return outcome(AnalysisOutcome.Kind.NOTHING_TO_DO, "");
    }

    private void announce(ClaimedJob job, EcgStatus status) {
        bus.publish(new Progress(job.userId(), job.ecgId(), status));
    }

    private static String reasonOf(AnalysisRequest request, Throwable failure) {
        LOG.atWarn()
                .addKeyValue("request_id", request.requestId())
                .addKeyValue("ecg_key", request.ecgKey())
                .setCause(failure instanceof StoreUnavailableException ? null : failure)
                .log("A job could not be worked on: {}", failure.getMessage());
        return "the job could not be worked on";
    }

    private static AnalysisOutcome failedOutcome(JobFailure failure) {
        return new AnalysisOutcome(AnalysisOutcome.Kind.FAILED, failure.message());
    }

    private static Future<AnalysisOutcome> outcome(AnalysisOutcome.Kind kind, String reason) {
        return Future.succeededFuture(new AnalysisOutcome(kind, reason));
    }
}
