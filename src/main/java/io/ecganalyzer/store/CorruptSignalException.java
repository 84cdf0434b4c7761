package io.ecganalyzer.store;

/** A stored signal is not what {@link SampleCodec} wrote. Permanent: reading it again gives the same bytes. */
public final class CorruptSignalException extends Exception {
    private static final long serialVersionUID = 1;

    public CorruptSignalException(String message) {
        super(message);
    }

    public CorruptSignalException(String message, Throwable cause) {
        super(message, cause);
    }
}
