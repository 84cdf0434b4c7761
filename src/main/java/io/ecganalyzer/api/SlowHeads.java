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
    private final Room.Share room;
    private final Set<HttpConnection> open = new HashSet<>();
    private final Map<HttpConnection, Long> timers = new HashMap<>();
    private final Map<HttpConnection, Integer> underWay = new HashMap<>();

    /**
     * Of one verticle.
     *
     * @param first for the head of the first request
     * @param idle a connection may do nothing that long between two requests
     * @param room for connections; one that finds none is closed at once
     */
    SlowHeads(Vertx vertx, Duration first, Duration idle, Room.Share room) {
        this.vertx = vertx;
        this.first = first;
        this.next = idle.plus(first);
        this.room = room;
    }

    /** A connection was opened. */
    void opened(HttpConnection connection) {
        if (!room.take(1)) {
            connection.close();
            return;
        }
        open.add(connection);
        await(connection, first);
        connection.closeHandler(closed -> {
            room.giveBack(1);
            open.remove(connection);
            underWay.remove(connection);
            forget(connection);
        });
    }

    @Override
    public void handle(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        forget(connection);
        underWay.merge(connection, 1, Integer::sum);
        context.addEndHandler(answered -> answered(connection));
        context.next();
    }

    /** Of requests that are under way together, as pipelined ones or those of HTTP/2, the last answer counts. */
    private void answered(HttpConnection connection) {
        int left = underWay.merge(connection, -1, Integer::sum);
        if (left <= 0) {
            underWay.remove(connection);
            await(connection, next);
        }
    }

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
