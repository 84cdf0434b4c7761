package io.ecganalyzer.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
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

    private static final String KEY = Principal.class.getName();

    /** Who {@link Authentication} let through; never null behind an operation that the contract secures. */
    static Principal of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "this operation has no security requirement in the contract");
    }

    /** As {@link #of}, empty where the operation is open to everybody. */
    static Optional<Principal> ifKnown(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }

    void putInto(RoutingContext context) {
        context.put(KEY, this);
    }

    /** The id of a user; an administrator never gets to where this is asked. */
    UUID requireUserId() {
        return userId.orElseThrow();
    }

    static Principal administrator(String username) {
        return new Principal(Role.ADMINISTRATOR, username, Optional.empty());
    }

    static Principal user(String username, UUID id) {
        return new Principal(Role.USER, username, Optional.of(id));
    }
}
