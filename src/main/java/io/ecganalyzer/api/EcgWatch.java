package io.ecganalyzer.api;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Looks at something again and again, on a hint or by the clock, until it is closed. One look at a time; hints that come
 * during a look are one more look after it. Of one verticle, all on its event loop.
 */
final class EcgWatch<T> {
    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final Supplier<Future<T>> look;
    private final Handler<AsyncResult<T>> seen;
    private final long timer;
    private Runnable stopHints = () -> {};
    private boolean looking;
    private boolean again;
    private boolean closed;

    EcgWatch(Vertx vertx, Supplier<Future<T>> look, Handler<AsyncResult<T>> seen) {
        this.vertx = vertx;
        this.look = look;
        this.seen = seen;
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> lookNow());
    }

    /** @param stop ends the hints when the watch is closed */
    void hintedBy(Runnable stop) {
        stopHints = stop;
    }

    void lookNow() {
        if (closed) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        look.get().onComplete(this::looked);
    }

    private void looked(AsyncResult<T> result) {
        looking = false;
        if (closed) {
            return;
        }
        seen.handle(result);
        if (again) {
            again = false;
            lookNow();
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        if (!closed) {
            closed = true;
            vertx.cancelTimer(timer);
            stopHints.run();
        }
    }
}
