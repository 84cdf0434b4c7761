package io.ecganalyzer.bus;

import java.util.Objects;
import java.util.UUID;

/**
 * An ECG was deleted: no cache may answer for it any more.
 *
 * @param userId its owner
 * @param ecgId its id, unique for its owner only
 */
@Wire(address = "ecg.result.forgotten")
public record ResultForgotten(UUID userId, UUID ecgId) implements Message.Announcement {
    public ResultForgotten {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(ecgId);
    }
}
