package io.ecganalyzer.bridge;

/** A message was not published as far as we know: the broker is away, full, too slow or lost it. Publishing it again is right. */
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String message) {
        super(message);
    }

    BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
