package io.ecganalyzer.api;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Looks at something again and again, on a hint or by the clock (ever more seldom), until it is closed. One look at a time; hints that come
 * during a look are one more look after it. Of one verticle, all on its event loop.
 */
final class EcgWatch<T> {
    private static final long FIRST_MILLIS = 1_000;

    /** Hints are hardly ever lost. Where thousands wait because much is to be done, their looks must not be what there is to do. */
    private static final long LONGEST_MILLIS = 8_000;

    private final Vertx vertx;
    private final Supplier<Future<T>> look;
    private final Handler<AsyncResult<T>> seen;
    private long timer;
    private Runnable stopHints = () -> {};
    private boolean looking;
    private boolean again;
    private boolean closed;

    EcgWatch(Vertx vertx, Supplier<Future<T>> look, Handler<AsyncResult<T>> seen) {
        this.vertx = vertx;
        this.look = look;
        this.seen = seen;
        lookAfter(FIRST_MILLIS);
    }

    private void lookAfter(long millis) {
        timer = vertx.setTimer(millis, now -> {
            lookAfter(Math.min(2 * millis, LONGEST_MILLIS));
            lookNow();
        });
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
        if (result.failed()) {
            vertx.cancelTimer(timer);
            lookAfter(FIRST_MILLIS);
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
