package io.ecganalyzer.worker.sandbox;

/** The process of an analyzer ended before it had answered. */
public final class AnalyzerProcessException extends Exception {
    private static final long serialVersionUID = 1L;

    /** HotSpot's, where {@code ExitOnOutOfMemoryError} is set. */
    private static final int OUT_OF_MEMORY = 3;

    /** 128 and the number of SIGKILL: the kernel, or an operator. */
    private static final int KILLED = 137;

    private final String analyzer;
    private final int exitCode;

    AnalyzerProcessException(String analyzer, int exitCode) {
        super("the process of analyzer " + analyzer + " ended with exit code " + exitCode);
        this.analyzer = analyzer;
        this.exitCode = exitCode;
    }

    /** The one that ran; empty where none had begun. */
    public String analyzer() {
        return analyzer;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether it needed more memory than it may have. */
    public boolean isOutOfMemory() {
        return exitCode == OUT_OF_MEMORY;
    }

    /** Whether it was ended from outside, which says nothing about the analyzer. */
    public boolean isFromOutside() {
        return exitCode == KILLED || (analyzer.isEmpty() && !isOutOfMemory());
    }
}
