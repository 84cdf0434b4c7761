package io.ecganalyzer.analysis;

/** How one analyzer is brought to its result; the result is the same whichever way. */
@FunctionalInterface
public interface Execution {
    /** In one piece, on this thread. */
    Execution WHOLE = Analyzer::analyze;

    /** The result of {@link Analyzer#analyze}, or what it throws. */
    Record analyze(Analyzer analyzer, AnalysisInput input) throws AnalysisException;
}
