package io.ecganalyzer.store;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/**
 * A place in a user's list of ECGs, which is ordered newest first. It stays valid when the ECG it came from is deleted, and says
 * nothing about other users.
 *
 * @param submittedAt to the microsecond, as PostgreSQL keeps it
 */
public record Position(OffsetDateTime submittedAt, UUID id) {
    public Position {
        Objects.requireNonNull(submittedAt);
        Objects.requireNonNull(id);
    }
}
