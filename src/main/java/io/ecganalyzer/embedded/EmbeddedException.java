package io.ecganalyzer.embedded;

/** An embedded server could not be started; the message is one line that a user can act on. */
public final class EmbeddedException extends RuntimeException {
    EmbeddedException(String message) {
        super(message);
    }

    EmbeddedException(String message, Throwable cause) {
        super(message, cause);
    }
}
