package io.ecganalyzer.store;

import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * A job that was given up, as an operator sees it: without a word about whose ECG it is, or what is in it.
 *
 * @param requestId of the submission, by which the logs tell more
 * @param attempts that were made
 * @param code stable, for programs
 */
public record FailedJob(
        long key,
        String requestId,
        int attempts,
        OffsetDateTime queuedAt,
        OffsetDateTime failedAt,
        String code,
        String message) {
    public FailedJob {
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(queuedAt);
        Objects.requireNonNull(failedAt);
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }
}
