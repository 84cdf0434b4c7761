package io.ecganalyzer.analysis;

/** An analyzer threw what it may not throw; the cause is for the operator, the analyzer's name for everybody. */
public final class AnalyzerDefectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String analyzer;

    AnalyzerDefectException(String analyzer, Throwable cause) {
        super("analyzer " + analyzer + " threw " + cause.getClass().getSimpleName(), cause);
        this.analyzer = analyzer;
    }

    public String analyzer() {
        return analyzer;
    }
}
