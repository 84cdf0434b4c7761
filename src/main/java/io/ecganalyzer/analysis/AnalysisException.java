package io.ecganalyzer.analysis;

/** An ECG cannot be measured by an analyzer; the message says why and is shown to the client. */
public final class AnalysisException extends Exception {
    private static final long serialVersionUID = 1L;

    public AnalysisException(String reason) {
        super(reason);
    }
}
