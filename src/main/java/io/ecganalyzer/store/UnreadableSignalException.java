package io.ecganalyzer.store;

/** A stored signal is not what this program's {@link SampleCodec} writes. Permanent for it: reading it again gives the same bytes. */
public class UnreadableSignalException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableSignalException(String message) {
        super(message);
    }

    public UnreadableSignalException(String message, Throwable cause) {
        super(message, cause);
    }
}
