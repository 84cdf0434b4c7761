package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Work in proportion to the size of a body: at once if it is small, on a worker pool if not, so that a large body never holds up
 * the other requests of an event loop.
 */
final class HeavyWork {
    /** Of JSON, which takes some 0.1 ms here: less than a turn through a pool costs at a high percentile. */
    private static final long SMALL_BYTES = 16 << 10;

    static final Problem BUSY =
            Problem.passing(ProblemType.UNAVAILABLE, "The service is busy. Try again later.", Duration.ofSeconds(1));

    private final WorkerExecutor pool;
    private final Room.Share room;

    HeavyWork(WorkerExecutor pool, Room.Share room) {
        this.pool = pool;
        this.room = room;
    }

    /**
     * Whether a body of this size had better not be read now: half of the places are taken, and the others are for those who come with
     * bodies that are being read.
     */
    boolean isBusyFor(long bodyBytes) {
        return bodyBytes > SMALL_BYTES && room.isHalfTaken();
    }

    /** Fails with a {@link ProblemException} if as many wait as may. */
    <T> Future<T> run(long bodyBytes, Callable<T> work) {
        if (bodyBytes <= SMALL_BYTES) {
            try {
                return Future.succeededFuture(work.call());
            } catch (Exception failure) {
                return Future.failedFuture(failure);
            }
        }
        if (!room.take(1)) {
            return Future.failedFuture(BUSY.asException());
        }
        return pool.executeBlocking(work, false).onComplete(done -> room.giveBack(1));
    }
}
