package io.ecganalyzer.api;

import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.StoredReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The progress of an ECG as server-sent events. */
final class EcgEventOperations implements Operations {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final EcgStore ecgs;
    private final ProgressHub progress;
    private final Room room;

    EcgEventOperations(Vertx vertx, EcgStore ecgs, ProgressHub progress, Room room) {
        this.vertx = vertx;
        this.ecgs = ecgs;
        this.progress = progress;
        this.room = room;
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("streamEcgEvents", this::stream);
    }

    private void stream(RoutingContext context) {
        UUID userId = Principal.of(context).requireUserId();
        UUID ecgId = EcgOperations.idOf(context);
        status(userId, ecgId)
                .onSuccess(status -> status.ifPresentOrElse(
                        known -> begin(context, userId, ecgId, known), () -> context.fail(EcgOperations.notFound())))
                .onFailure(context::fail);
    }

    private Future<Optional<EcgStatus>> status(UUID userId, UUID ecgId) {
        return StoreAnswers.inTime(ecgs.report(userId, ecgId)).map(found -> found.map(StoredReport::status));
    }

    private void begin(RoutingContext context, UUID userId, UUID ecgId, EcgStatus status) {
        if (context.response().closed()) {
            return;
        }
        if (!room.streams().take(userId)) {
            context.fail(noRoom());
            return;
        }
        context.addEndHandler(ended -> room.streams().giveBack(userId));
        EcgEventStream stream = new EcgEventStream(vertx, context.response(), ecgId, progress::isEnding);
        stream.follow(status, () -> status(userId, ecgId), lookNow -> progress.watch(userId, ecgId, lookNow));
        context.addEndHandler(ended -> stream.close());
    }

    private static ProblemException noRoom() {
        return Problem.passing(ProblemType.UNAVAILABLE, "Too many clients follow their ECGs. Try again later.", SOON)
                .asException();
    }
}
