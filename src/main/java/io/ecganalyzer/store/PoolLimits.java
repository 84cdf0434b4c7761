package io.ecganalyzer.store;

import java.time.Duration;

/**
 * What keeps a slow or absent PostgreSQL from holding up everything else.
 *
 * @param connections open at most, by this node
 * @param waiting statements that may wait for a connection; more are refused at once
 * @param connectTimeout for a connection to open, and for a statement to get one
 * @param statementTimeout for the server to run one statement, lock waits included
 */
public record PoolLimits(int connections, int waiting, Duration connectTimeout, Duration statementTimeout) {
    /** 8 pipelined connections keep two to four cores of PostgreSQL busy; what waits longer than these has lost its client. */
    public static final PoolLimits DEFAULTS = new PoolLimits(8, 1_000, Duration.ofSeconds(5), Duration.ofSeconds(30));

    public PoolLimits {
        if (connections < 1 || waiting < 1 || connectTimeout.toMillis() < 1 || statementTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("every limit of a pool must be above 0");
        }
    }

    public PoolLimits withConnections(int other) {
        return new PoolLimits(other, waiting, connectTimeout, statementTimeout);
    }
}
