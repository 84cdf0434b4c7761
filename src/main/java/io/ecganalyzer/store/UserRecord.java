package io.ecganalyzer.store;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A registered user. */
public record UserRecord(UUID id, String username, String passwordHash, OffsetDateTime createdAt) {
    /** Without the hash: this goes to logs. */
    @Override
    public String toString() {
        return "UserRecord[id=" + id + ", username=" + username + ", createdAt=" + createdAt + "]";
    }
}
