package io.ecganalyzer.api;

import io.ecganalyzer.store.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;

/** How long a client waits for the database before it is told to come again. */
final class StoreAnswers {
    /** Half a second below the 3 s in which a client gets to know that the database is away. */
    private static final long MILLIS = 2_500;

    /** For writing an ECG of 64 MiB on a slow disk, beside what any answer may take. */
    private static final long BYTES_PER_MILLISECOND = 8 << 10;

    private StoreAnswers() {}

    /** Fails with a {@link StoreUnavailableException} if the answer does not come in time. Called on an event loop. */
    static <T> Future<T> inTime(Future<T> answer) {
        return inTime(answer, 0);
    }

    /** As {@link #inTime(Future)}, for one that writes so many bytes. */
    static <T> Future<T> inTime(Future<T> answer, long bytes) {
        long millis = MILLIS + bytes / BYTES_PER_MILLISECOND;
        Promise<T> inTime = Promise.promise();
        // Not the future's own timeout, whose clock is a thread apart, woken at each beginning and each end.
        Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "on no event loop")
                .owner();
        long timer = vertx.setTimer(
                millis,
                late -> inTime.tryFail(new StoreUnavailableException("no answer within " + millis + " ms", null)));
        answer.onComplete(ended -> {
            vertx.cancelTimer(timer);
            if (ended.succeeded()) {
                inTime.tryComplete(ended.result());
            } else {
                inTime.tryFail(ended.cause());
            }
        });
        return inTime.future();
    }
}
