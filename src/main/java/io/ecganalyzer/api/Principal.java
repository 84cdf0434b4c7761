package io.ecganalyzer.api;

import java.util.Optional;
import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param userId empty for an administrator, who owns no ECGs
 */
record Principal(Role role, String username, Optional<UUID> userId) {
    enum Role {
        ADMINISTRATOR,
        USER
    }

    static Principal administrator(String username) {
        return new Principal(Role.ADMINISTRATOR, username, Optional.empty());
    }

    static Principal user(String username, UUID id) {
        return new Principal(Role.USER, username, Optional.of(id));
    }
}
