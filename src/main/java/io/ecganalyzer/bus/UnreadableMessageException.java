package io.ecganalyzer.bus;

/** A message is of a version that this node does not know, or no message at all. */
public final class UnreadableMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableMessageException(String reason) {
        super(reason);
    }
}
