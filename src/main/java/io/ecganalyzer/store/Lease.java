package io.ecganalyzer.store;

import java.util.Objects;
import java.util.UUID;

/** The right to finish one job, until it is claimed anew. */
public record Lease(long ecgKey, UUID token) {
    public Lease {
        Objects.requireNonNull(token);
    }
}
