package io.ecganalyzer.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerDefectException;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.bus.AnalysisRequest;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.ClaimedJob;
import io.ecganalyzer.store.CorruptSignalException;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.ReportJson;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.StoreUnavailableException;
import io.ecganalyzer.store.StoredAnalysis;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One job from its claim to its end, on the context of a worker verticle; see {@link AnalysisVerticle} for its ways. */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final ObjectMapper CHOICES = new ObjectMapper();

    /** Results that cannot be stored now are kept for a while: computing them again would cost more. */
    private static final int STORE_TRIES = 4;

    private static final Duration STORE_GAP = Duration.ofMillis(500);

    private final Vertx vertx;
    private final JobStore jobs;
    private final ResultCache results;
    private final Bus bus;
    private final AnalyzerRegistry analyzers;
    private final AnalysisPool pool;
    private final AnalysisSettings settings;
    private final MeterRegistry meters;

    JobRun(
            Vertx vertx,
            JobStore jobs,
            ResultCache results,
            Bus bus,
            AnalyzerRegistry analyzers,
            AnalysisPool pool,
            AnalysisSettings settings,
            MeterRegistry meters) {
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
                .onSuccess(outcome -> meters.counter("ecg.jobs.handled", "outcome", nameOf(outcome.kind()))
                        .increment());
    }

    private Future<AnalysisOutcome> analyze(ClaimedJob job) {
        announce(job, EcgStatus.RUNNING);
        AnalysisPool.Task<List<StoredAnalysis>> task =
                pool.run(vertx, step -> analyses(job, step), settings.timeLimit());
        LeaseRenewal renewal = new LeaseRenewal(
                vertx, jobs, job.lease(), settings.lease(), () -> task.abandon(new LeaseLostException()));
        return task.future()
                .compose(analyses -> store(job, analyses, STORE_TRIES), failure -> failed(job, failure))
                .onComplete(any -> renewal.stop());
    }

    /** On a thread of the pool: decodes, measures and writes the results down. */
    private List<StoredAnalysis> analyses(ClaimedJob job, Consumer<String> step)
            throws CorruptSignalException, InvalidChoiceException {
        MDC.put("request_id", job.requestId()); // For what an analyzer logs.
        try {
            Selection selection = analyzers.select(choices(job.analyzersJson()));
            return analyzers.run(job.decodeEcg(), selection, step).stream()
                    .map(this::stored)
                    .toList();
        } finally {
            MDC.remove("request_id");
        }
    }

    private StoredAnalysis stored(Analysis analysis) {
        meters.timer("ecg.analysis", "analyzer", analysis.analyzer())
                .record(analysis.durationNanos(), TimeUnit.NANOSECONDS);
        return new StoredAnalysis(
                analysis.analyzer(),
                analysis.version(),
                ResultJson.of(analysis.parameters()),
                analysis.result().map(result -> jsonOf(analysis.analyzer(), result)),
                analysis.skipped(),
                analysis.durationNanos());
    }

    private static String jsonOf(String analyzer, Record result) {
        try {
            return ResultJson.of(result);
        } catch (IllegalArgumentException noJson) {
            throw new AnalyzerDefectException(analyzer, noJson);
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
        JobFailure failure = JobFailure.of(cause, settings.timeLimit());
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
                .compose(stored -> stored ? queuedAgain(job, failure) : lost(job));
    }

    private Future<AnalysisOutcome> queuedAgain(ClaimedJob job, JobFailure failure) {
        announce(job, EcgStatus.QUEUED);
        return outcome(AnalysisOutcome.Kind.RETRY_LATER, failure.message());
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

    private static List<AnalyzerChoice> choices(Optional<String> json) {
        try {
            return json.isEmpty() ? List.of() : CHOICES.readValue(json.get(), new TypeReference<>() {});
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the stored choice of analyzers cannot be read", notOurs);
        }
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

    private static String nameOf(AnalysisOutcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
