package io.ecganalyzer.store;

import io.ecganalyzer.ecg.EcgStatus;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** One line of a user's list of ECGs. */
public record EcgEntry(
        UUID id, EcgStatus status, OffsetDateTime submittedAt, Optional<OffsetDateTime> recordedAt, int leads) {
    /** Where the next page begins if this is the last entry of a page. */
    public Position position() {
        return new Position(submittedAt, id);
    }
}
