package io.ecganalyzer.api;

import io.ecganalyzer.store.StoreUnavailableException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a client waits for the database before it is told to come again. */
final class StoreAnswers {
    /** Half a second below the 3 s in which a client gets to know that the database is away. */
    private static final long MILLIS = 2_500;

    /** For writing an ECG of 64 MiB on a slow disk, beside what any answer may take. */
    private static final long BYTES_PER_MILLISECOND = 8 << 10;

    private StoreAnswers() {}

    /** Fails with a {@link StoreUnavailableException} if the answer does not come in time. */
    static <T> Future<T> inTime(Future<T> answer) {
        return inTime(answer, 0);
    }

    /** As {@link #inTime(Future)}, for one that writes so many bytes. */
    static <T> Future<T> inTime(Future<T> answer, long bytes) {
        long millis = MILLIS + bytes / BYTES_PER_MILLISECOND;
        return answer.timeout(millis, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? new StoreUnavailableException("no answer within " + millis + " ms", failure)
                                : failure));
    }
}
