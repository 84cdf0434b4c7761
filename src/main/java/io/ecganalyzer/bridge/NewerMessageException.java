package io.ecganalyzer.bridge;

/** A node of a newer release wrote the message: one of its kind can read it. */
final class NewerMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    NewerMessageException(int version) {
        super("its version is " + version + ", and " + JobBatch.VERSION + " is the newest known here");
    }
}
