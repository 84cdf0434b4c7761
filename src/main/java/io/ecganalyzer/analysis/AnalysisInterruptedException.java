package io.ecganalyzer.analysis;

/**
 * An analysis was ended before its time, because nobody wants its outcome any more or it took too long: the thread was interrupted. It
 * says nothing about the ECG or the analyzer.
 */
public final class AnalysisInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private AnalysisInterruptedException() {
        super("the analysis was interrupted");
    }

    /**
     * To be called in loops that may take long, some ten times a second or more often: it costs nanoseconds. The thread stays
     * interrupted.
     *
     * @throws AnalysisInterruptedException where this thread was interrupted
     */
    public static void throwIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new AnalysisInterruptedException();
        }
    }
}
