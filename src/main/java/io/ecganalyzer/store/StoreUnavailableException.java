package io.ecganalyzer.store;

/**
 * PostgreSQL could not be asked: no connection, no free place in the pool's queue, no answer in time, or a server that is
 * starting or stopping. Nothing is known about whether the statement took effect. Trying again later is right.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
