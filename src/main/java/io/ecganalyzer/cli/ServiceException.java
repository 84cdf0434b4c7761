package io.ecganalyzer.cli;

import java.io.IOException;

/** The service could not be reached, or refused; the message is for people and may have several lines. */
final class ServiceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** The service answered with that status. */
    ServiceException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** There was no answer. */
    ServiceException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status, 0 where there was no answer. */
    int status() {
        return status;
    }
}
