package io.ecganalyzer.store;

/** A stored signal is in a form that came after this program. Not permanent: a node of the newer program can read it. */
public final class NewerSignalException extends UnreadableSignalException {
    private static final long serialVersionUID = 1;

    public NewerSignalException(String message) {
        super(message);
    }
}
