package io.ecganalyzer.store;

/** The schema is not what this program needs, and could not be made so. The message is for the operator. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
