package io.ecganalyzer.store;

/**
 * PostgreSQL could not be asked: no connection, no free place in the pool's queue, no answer in time, or a server that is
 * starting or stopping. Nothing is known about whether the statement took effect. Trying again later is right.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean full;

    public StoreUnavailableException(String message, Throwable cause) {
        this(message, cause, false);
    }

    StoreUnavailableException(String message, Throwable cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    /** Whether PostgreSQL has no room left on its disk: what reads still works. */
    public boolean isFull() {
        return full;
    }
}
