package io.ecganalyzer.bus;

import io.ecganalyzer.ecg.EcgStatus;
import java.util.Objects;
import java.util.UUID;

/**
 * The status of an ECG changed. Who waits for it asks the database; one who misses this has to ask by the clock.
 *
 * @param userId its owner
 * @param ecgId its id, unique for its owner only
 * @param status the status it has now
 */
@Wire(address = "ecg.progress")
public record Progress(UUID userId, UUID ecgId, EcgStatus status) implements Message.Announcement {
    public Progress {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(ecgId);
        Objects.requireNonNull(status);
    }
}
