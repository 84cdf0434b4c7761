package io.ecganalyzer.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for a server that does not answer. After some failures in a row it opens; then one caller a pause is
 * let through to find out whether the server is back, and its success closes it.
 */
final class Breaker {
    private final int failuresToOpen;
    private final long pauseNanos;
    private final LongSupplier nanoTime;

    private int failuresInARow;
    private long nextTrialNanos;

    Breaker(int failuresToOpen, Duration pause, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    synchronized boolean isClosed() {
        return failuresInARow < failuresToOpen;
    }

    /** Whether this call may be made; its end is to be told. */
    synchronized boolean letsThrough() {
        if (isClosed()) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - nextTrialNanos < 0) {
            return false;
        }
        nextTrialNanos = now + pauseNanos;
        return true;
    }

    /** Whether this success closed it. */
    synchronized boolean succeeded() {
        boolean wasOpen = failuresInARow >= failuresToOpen;
        failuresInARow = 0;
        return wasOpen;
    }

    /** Whether this failure opened it. */
    synchronized boolean failed() {
        nextTrialNanos = nanoTime.getAsLong() + pauseNanos;
        if (failuresInARow >= failuresToOpen) {
            return false;
        }
        failuresInARow++;
        return failuresInARow == failuresToOpen;
    }
}
