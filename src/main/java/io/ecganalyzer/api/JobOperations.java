package io.ecganalyzer.api;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.EndedJob;
import io.ecganalyzer.store.FailedJob;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.ResultCache;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/** Jobs that were given up, for administrators: what failed and why, and another try. */
final class JobOperations implements Operations {
    private final FailedJobStore jobs;
    private final ResultCache results;
    private final Bus bus;

    JobOperations(ApiServices services) {
        jobs = services.failedJobs();
        results = services.results();
        bus = services.bus();
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("listFailedJobs", this::listFailedJobs);
        mounting.on("retryJob", this::retryJob);
    }

    private void listFailedJobs(RoutingContext context) {
        Paging paging = Paging.of(context);
        OptionalLong after =
                paging.after().map(key -> OptionalLong.of(keyOfCursor(key))).orElse(OptionalLong.empty());
        StoreAnswers.inTime(jobs.list(after, paging.lookAhead()))
                .onSuccess(
                        found -> paging.answer(context, found, JobOperations::toJson, job -> Long.toString(job.key())))
                .onFailure(context::fail);
    }

    private static long keyOfCursor(String place) {
        if (!place.matches("\\d{1,18}")) {
            throw Paging.foreignCursor();
        }
        return Long.parseLong(place);
    }

    private static JsonObject toJson(FailedJob job) {
        return new JsonObject()
                .put("key", job.key())
                .put("request_id", job.requestId())
                .put("attempts", job.attempts())
                .put("queued_at", job.queuedAt().toInstant().toString())
                .put("failed_at", job.failedAt().toInstant().toString())
                .put("failure", new JsonObject().put("code", job.code()).put("message", job.message()));
    }

    private void retryJob(RoutingContext context) {
        long key = Long.parseLong(context.pathParam("key"));
        StoreAnswers.inTime(jobs.retry(key))
                .onSuccess(retried -> retried.ifPresentOrElse(
                        job -> answerQueued(context, job),
                        () -> context.fail(Problem.of(ProblemType.JOB_NOT_FOUND, "There is no failed job of that key.")
                                .asException())))
                .onFailure(context::fail);
    }

    /** Its failure may be in the caches as its report. The next sweep publishes it. */
    private void answerQueued(RoutingContext context, EndedJob job) {
        bus.publish(new ResultForgotten(job.userId(), job.ecgId()));
        results.forget(job.userId(), job.ecgId()).onComplete(forgotten -> {
            bus.publish(new Progress(job.userId(), job.ecgId(), EcgStatus.QUEUED));
            context.response().setStatusCode(204).end();
        });
    }
}
