package io.ecganalyzer.bridge;

/** The broker answers and refuses our queues; only its operator can change that. */
public final class TopologyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopologyException(String message, Throwable cause) {
        super(message, cause);
    }
}
