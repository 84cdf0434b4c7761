package io.ecganalyzer.fault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What a client saw that was no success, by kind, and the longest that it waited for any answer. */
final class ErrorCounts {
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    private final AtomicLong longestMillis = new AtomicLong();

    void refused(HttpResponse<?> answer) {
        refused(answer.statusCode(), answer.headers().firstValue("Retry-After").isPresent());
    }

    void refused(int status, boolean saysWhenToRetry) {
        boolean bare = (status == 429 || status == 503) && !saysWhenToRetry;
        count(status + (bare ? " without Retry-After" : ""));
    }

    void broken(Throwable failure) {
        Throwable cause = failure instanceof IOException || failure.getCause() == null ? failure : failure.getCause();
        count(
                cause instanceof ConnectException
                        ? "no connection"
                        : cause instanceof HttpTimeoutException || cause instanceof TimeoutException
                                ? "no answer"
                                : "connection lost");
    }

    private void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** An answer, of whatever kind, took so long. */
    void waited(long millis) {
        longestMillis.accumulateAndGet(millis, Math::max);
    }

    long longestMillis() {
        return longestMillis.get();
    }

    Map<String, Integer> byKind() {
        return Map.copyOf(counts);
    }
}
