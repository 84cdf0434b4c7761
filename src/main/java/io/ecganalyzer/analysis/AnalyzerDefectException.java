package io.ecganalyzer.analysis;

/** An analyzer threw what it may not throw, or returned what no result may hold; the cause is for the operator, the analyzer's name for everybody. */
public final class AnalyzerDefectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String analyzer;

    public AnalyzerDefectException(String analyzer, Throwable cause) {
        super("analyzer " + analyzer + " has a defect: " + cause.getClass().getSimpleName(), cause);
        this.analyzer = analyzer;
    }

    public String analyzer() {
        return analyzer;
    }
}
