package io.ecganalyzer.api;

import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.ReportJson;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** One stream of events, from its head to its end. */
final class EcgEventStream {
    /** Well within the 60 s after which proxies, and we, close a silent connection. */
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final UUID ecgId;
    private final BooleanSupplier nodeEnds;
    private final long heartbeat;
    private EcgStatus told;
    private EcgWatch<Optional<EcgStatus>> watch;

    EcgEventStream(Vertx vertx, HttpServerResponse response, UUID ecgId, BooleanSupplier nodeEnds) {
        this.vertx = vertx;
        this.response = response;
        this.ecgId = ecgId;
        this.nodeEnds = nodeEnds;
        heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> response.write(": still there\n\n"));
    }

    /**
     * Tells the status and each that follows.
     *
     * @param hints calls what it is given when there may be a new status, until what it returns is run
     */
    void follow(EcgStatus status, Supplier<Future<Optional<EcgStatus>>> look, Function<Runnable, Runnable> hints) {
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        watch = new EcgWatch<>(vertx, look, this::seen);
        watch.hintedBy(hints.apply(watch::lookNow));
        tell(status);
        if (status.isFinal()) {
            end();
        } else {
            // It may have changed between the first look and the hints.
            watch.lookNow();
        }
    }

    /** A database that is away for a moment is asked again; the heartbeat keeps the stream alive. */
    private void seen(AsyncResult<Optional<EcgStatus>> look) {
        if (look.succeeded() && look.result().isPresent() && look.result().get() != told) {
            tell(look.result().get());
        }
        boolean deleted = look.succeeded() && look.result().isEmpty();
        if (deleted || told.isFinal() || nodeEnds.getAsBoolean()) {
            end();
        }
    }

    private void tell(EcgStatus status) {
        told = status;
        JsonObject data = new JsonObject()
                .put("id", ecgId.toString())
                .put("status", status.wireName())
                .put("message", ReportJson.messageOf(status));
        response.write("event: progress\ndata: " + data.encode() + "\n\n");
    }

    private void end() {
        close();
        if (!response.ended()) {
            response.end();
        }
    }

    /** Ends all that the stream keeps going; the response is ended, or its client is gone. */
    void close() {
        vertx.cancelTimer(heartbeat);
        watch.close();
    }
}
