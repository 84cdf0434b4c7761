package io.ecganalyzer.api;

import io.ecganalyzer.api.EcgReports.Report;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Holds an answer back until the analysis ends, the client's patience does, or the client is gone. */
final class EcgWaiting {
    private final Vertx vertx;
    private final EcgReports reports;
    private final ProgressHub progress;
    private final Room room;
    private final FreshSubmissions fresh;

    EcgWaiting(Vertx vertx, EcgReports reports, ProgressHub progress, Room room, FreshSubmissions fresh) {
        this.vertx = vertx;
        this.reports = reports;
        this.progress = progress;
        this.room = room;
        this.fresh = fresh;
    }

    /**
     * The report at the end of the wait; empty if the ECG was deleted meanwhile. Where there is no room to wait, the present
     * report at once: a preference need not be followed.
     */
    Future<Optional<Report>> untilFinal(RoutingContext context, UUID userId, UUID ecgId, Duration patience) {
        if (fresh.contains(userId, ecgId)) {
            return waited(context, userId, ecgId, patience, Optional.empty());
        }
        return reports.find(userId, ecgId)
                .compose(report -> report.isEmpty() || report.get().isFinal()
                        ? Future.succeededFuture(report)
                        : waited(context, userId, ecgId, patience, report));
    }

    /** @param present the report that is not final; empty where it was not looked for, because it is known to be there */
    private Future<Optional<Report>> waited(
            RoutingContext context, UUID userId, UUID ecgId, Duration patience, Optional<Report> present) {
        if (context.response().closed()) {
            // Its end, which ends a wait, is over.
            return Future.succeededFuture(present);
        }
        if (patience.isZero() || !room.waits().take(userId)) {
            if (!patience.isZero()) {
                context.response().headers().remove("Preference-Applied");
            }
            return present.isPresent() ? Future.succeededFuture(present) : reports.find(userId, ecgId);
        }
        Wait wait = new Wait(userId, ecgId, present);
        long timer = vertx.setTimer(patience.toMillis(), over -> wait.lookLast());
        context.addEndHandler(gone -> wait.answer());
        return wait.outcome.future().onComplete(any -> {
            vertx.cancelTimer(timer);
            room.waits().giveBack(userId);
        });
    }

    /** One client that waits. */
    private final class Wait {
        private final UUID userId;
        private final UUID ecgId;
        private final Promise<Optional<Report>> outcome = Promise.promise();
        private final EcgWatch<Optional<Report>> watch;
        private Optional<Report> latest;
        private boolean ended;

        Wait(UUID userId, UUID ecgId, Optional<Report> present) {
            this.userId = userId;
            this.ecgId = ecgId;
            latest = present;
            watch = new EcgWatch<>(vertx, () -> reports.find(userId, ecgId), this::seen);
            watch.hintedBy(progress.watchEnd(userId, ecgId, watch::lookNow));
            // The end may have come between the first look and now. Of one that was submitted here a moment ago the bus
            // has brought no end so far, and will, or the clock finds it.
            if (present.isPresent()) {
                watch.lookNow();
            }
        }

        /** A database that is away for a moment need not end the wait: there is an answer to give at its end. */
        private void seen(AsyncResult<Optional<Report>> look) {
            if (look.succeeded()) {
                latest = look.result();
            }
            if (look.succeeded() && (latest.isEmpty() || latest.get().isFinal())) {
                answer();
            } else if (progress.isEnding()) {
                lookLast();
            }
        }

        /** Because the client's patience is over: what was seen last may be of some seconds ago. */
        void lookLast() {
            if (!ended) {
                ended = true;
                watch.close();
                reports.find(userId, ecgId)
                        .recover(failure ->
                                latest.isPresent() ? Future.succeededFuture(latest) : Future.failedFuture(failure))
                        .onComplete(outcome);
            }
        }

        /** What is known: the end, or to a client that is gone. */
        void answer() {
            if (!ended) {
                ended = true;
                watch.close();
                outcome.complete(latest);
            }
        }
    }
}
