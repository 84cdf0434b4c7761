package io.ecganalyzer.analysis;

/** An ECG cannot be measured by an analyzer; the message says why and is shown to the client. */
public final class AnalysisException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it tells of the ECG and not of the program, and short ECGs bring several each. */
    public AnalysisException(String reason) {
        super(reason, null, false, false);
    }
}
