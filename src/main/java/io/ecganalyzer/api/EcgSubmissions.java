package io.ecganalyzer.api;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.JobSubmitted;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.EncodedLead;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.Submitted;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** What was taken is committed together with its job before anybody is told. */
final class EcgSubmissions {
    private final SubmissionReader reader;
    private final HeavyWork work;
    private final EcgStore ecgs;
    private final Bus bus;
    private final FreshSubmissions fresh;
    private final Links links;
    private final Backlog backlog;
    private final SubmissionLine line;

    /** @param line of those that are not answered yet */
    EcgSubmissions(
            SubmissionReader reader,
            HeavyWork work,
            EcgStore ecgs,
            Bus bus,
            FreshSubmissions fresh,
            Links links,
            Backlog backlog,
            SubmissionLine line) {
        this.reader = reader;
        this.work = work;
        this.ecgs = ecgs;
        this.bus = bus;
        this.fresh = fresh;
        this.links = links;
        this.backlog = backlog;
        this.line = line;
    }

    void submit(RoutingContext context) {
        take(context).onSuccess(id -> accepted(context, id)).onFailure(context::fail);
    }

    /** The id of the ECG that was sent, once it is stored. */
    Future<UUID> take(RoutingContext context) {
        JsonBodies.ReadBody body = JsonBodies.take(context);
        long bytes = body.bytes();
        UUID userId = Principal.of(context).requireUserId();
        String requestId = RequestId.of(context);
        Runnable leave = line.join(System.nanoTime(), bytes);
        // Not at the end of the exchange, which is over already where the client is gone.
        return work.run(bytes, () -> newEcg(reader.read(body), userId, requestId))
                .compose(ecg -> store(ecg, bytes))
                .onComplete(done -> {
                    leave.run();
                    BodyReader.letGo(context);
                });
    }

    private static NewEcg newEcg(Submission submission, UUID userId, String requestId) {
        return new NewEcg(
                userId,
                submission.id().orElseGet(UUID::randomUUID),
                submission.date(),
                submission.samplingRateHz(),
                submission.analyzersJson(),
                EncodedLead.encodeAll(submission.leads()),
                submission.contentHash(),
                requestId);
    }

    private Future<UUID> store(NewEcg ecg, long bytes) {
        return StoreAnswers.inTime(ecgs.submit(ecg), bytes).compose(submitted -> outcome(submitted, ecg));
    }

    private Future<UUID> outcome(Submitted submitted, NewEcg ecg) {
        return switch (submitted.outcome()) {
            case ACCEPTED -> {
                backlog.grow();
                fresh.add(ecg.userId(), ecg.id());
                bus.send(new JobSubmitted(submitted.ecgKey(), ecg.requestId(), ecg.numberOfSamples()));
                yield Future.succeededFuture(ecg.id());
            }
            case REPEATED -> Future.succeededFuture(ecg.id());
            case CONFLICT ->
                Future.failedFuture(
                        Problem.of(ProblemType.ECG_CONFLICT, "An ECG of that id is stored with other content.")
                                .asException());
            // Deleted since the gate, which remembers credentials for a moment.
            case NO_SUCH_USER ->
                Future.failedFuture(AuthenticationException.refused().problem().asException());
        };
    }

    /** Where the report of an ECG is, or will be. */
    String placeOf(UUID id) {
        return links.to("/v1/ecg/" + id);
    }

    private void accepted(RoutingContext context, UUID id) {
        context.response()
                .setStatusCode(202)
                .putHeader(HttpHeaders.LOCATION, placeOf(id))
                .putHeader(HttpHeaders.RETRY_AFTER, "1")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("id", id.toString())
                        .put("status", "accepted")
                        .put("message", "The ECG is stored and will be analyzed.")
                        .toBuffer());
    }
}
