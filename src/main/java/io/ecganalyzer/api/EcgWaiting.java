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

    EcgWaiting(Vertx vertx, EcgReports reports, ProgressHub progress, Room room) {
        this.vertx = vertx;
        this.reports = reports;
        this.progress = progress;
        this.room = room;
    }

    /**
     * The report at the end of the wait; empty if the ECG was deleted meanwhile. Where there is no room to wait, the present
     * report at once: a preference need not be followed.
     */
    Future<Optional<Report>> untilFinal(
            RoutingContext context, UUID userId, UUID ecgId, Duration patience, Report present) {
        if (patience.isZero()) {
            return Future.succeededFuture(Optional.of(present));
        }
        if (!room.takeWaiter(userId)) {
            context.response().headers().remove("Preference-Applied");
            return Future.succeededFuture(Optional.of(present));
        }
        Wait wait = new Wait(userId, ecgId, present);
        long timer = vertx.setTimer(patience.toMillis(), over -> wait.end());
        context.addEndHandler(gone -> wait.end());
        return wait.outcome.future().onComplete(any -> {
            vertx.cancelTimer(timer);
            room.giveBackWaiter(userId);
        });
    }

    /** One client that waits. */
    private final class Wait {
        private final Promise<Optional<Report>> outcome = Promise.promise();
        private final EcgWatch<Optional<Report>> watch;
        private Optional<Report> latest;

        Wait(UUID userId, UUID ecgId, Report present) {
            latest = Optional.of(present);
            watch = new EcgWatch<>(vertx, () -> reports.load(userId, ecgId), this::seen);
            watch.hintedBy(progress.watch(userId, ecgId, watch::lookNow));
            // The end may have come between the first look and now.
            watch.lookNow();
        }

        /** A database that is away for a moment need not end the wait: there is an answer to give at its end. */
        private void seen(AsyncResult<Optional<Report>> look) {
            if (look.succeeded()) {
                latest = look.result();
            }
            if (latest.isEmpty() || latest.get().isFinal() || progress.isEnding()) {
                end();
            }
        }

        void end() {
            watch.close();
            outcome.tryComplete(latest);
        }
    }
}
