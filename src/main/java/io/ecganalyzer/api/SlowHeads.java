package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Closes a connection whose next request does not get as far as its body in time. A client that sends a byte of a header now and
 * then is never idle, and would keep its connection for ever. Of one verticle, all on its event loop.
 */
final class SlowHeads implements Handler<RoutingContext> {
    private final Vertx vertx;
    private final Duration first;
    private final Duration next;
    private final Set<HttpConnection> open = new HashSet<>();
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    /**
     * Of one verticle.
     *
     * @param first for the head of the first request
     * @param idle a connection may do nothing that long between two requests
     */
    SlowHeads(Vertx vertx, Duration first, Duration idle) {
        this.vertx = vertx;
        this.first = first;
        this.next = idle.plus(first);
    }

    /** A connection was opened. */
    void opened(HttpConnection connection) {
        open.add(connection);
        await(connection, first);
        connection.closeHandler(closed -> {
            open.remove(connection);
            forget(connection);
        });
    }

    @Override
    public void handle(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        forget(connection);
        context.addEndHandler(answered -> await(connection, next));
        context.next();
    }

    /** Where requests are pipelined the last answer counts. */
    private void await(HttpConnection connection, Duration patience) {
        forget(connection);
        // An answer may end because its connection did.
        if (!open.contains(connection)) {
            return;
        }
        timers.put(connection, vertx.setTimer(patience.toMillis(), late -> {
            timers.remove(connection);
            connection.close();
        }));
    }

    private void forget(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
