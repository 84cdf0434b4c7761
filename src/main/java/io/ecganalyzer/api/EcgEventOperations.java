package io.ecganalyzer.api;

import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.StoredReport;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The progress of an ECG as server-sent events. */
final class EcgEventOperations implements Operations {
    /** Well within the 60 s after which proxies, and we, close a silent connection. */
    private static final long HEARTBEAT_MILLIS = 15_000;

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
        Supplier<Future<Optional<EcgStatus>>> look =
                () -> StoreAnswers.inTime(ecgs.report(userId, ecgId)).map(found -> found.map(StoredReport::status));
        look.get()
                .onSuccess(status -> {
                    if (status.isEmpty()) {
                        context.fail(EcgOperations.notFound());
                    } else if (!room.takeWaiter(userId)) {
                        context.fail(noRoom());
                    } else {
                        new Stream(context.response(), ecgId)
                                .begin(
                                        status.get(),
                                        look,
                                        hint -> progress.watch(userId, ecgId, hint),
                                        context,
                                        () -> room.giveBackWaiter(userId));
                    }
                })
                .onFailure(context::fail);
    }

    private static ProblemException noRoom() {
        return Problem.passing(ProblemType.UNAVAILABLE, "Too many clients follow their ECGs. Try again later.", SOON)
                .asException();
    }

    /** Registers for hints; running what it returns ends them. */
    private interface Hints {
        Runnable give(Runnable hint);
    }

    /** One stream from its head to its end. */
    private final class Stream {
        private final HttpServerResponse response;
        private final UUID ecgId;
        private EcgStatus told;
        private EcgWatch<Optional<EcgStatus>> watch;

        Stream(HttpServerResponse response, UUID ecgId) {
            this.response = response;
            this.ecgId = ecgId;
        }

        void begin(
                EcgStatus status,
                Supplier<Future<Optional<EcgStatus>>> look,
                Hints hints,
                RoutingContext context,
                Runnable giveBack) {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            watch = new EcgWatch<>(vertx, look, this::seen);
            watch.hintedBy(hints.give(watch::lookNow));
            long heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> response.write(": still there\n\n"));
            context.addEndHandler(ended -> {
                vertx.cancelTimer(heartbeat);
                watch.close();
                giveBack.run();
            });
            tell(status);
            // It may have changed between the first look and the hints.
            watch.lookNow();
        }

        /** A database that is away for a moment is asked again; the heartbeat keeps the stream alive. */
        private void seen(AsyncResult<Optional<EcgStatus>> look) {
            if (look.failed()) {
                return;
            }
            if (look.result().isEmpty()) {
                end();
            } else if (look.result().get() != told) {
                tell(look.result().get());
            }
        }

        private void tell(EcgStatus status) {
            told = status;
            JsonObject data = new JsonObject()
                    .put("id", ecgId.toString())
                    .put("status", status.wireName())
                    .put("message", EcgReportJson.messageOf(status));
            response.write("event: progress\ndata: " + data.encode() + "\n\n");
            if (status.isFinal()) {
                end();
            }
        }

        private void end() {
            watch.close();
            response.end();
        }
    }
}
