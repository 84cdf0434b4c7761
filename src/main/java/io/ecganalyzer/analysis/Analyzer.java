package io.ecganalyzer.analysis;

/**
 * Measures something on an ECG. Found by {@link java.util.ServiceLoader}, so a jar on the class path adds one.
 *
 * <p>Implementations are stateless and pure: the same samples, parameters and version give the same result on any node. One
 * instance is called from several threads at once.
 */
public interface Analyzer {
    /** What this analyzer is and asks for; the same at every call. */
    AnalyzerInfo info();

    /**
     * Measures.
     *
     * @return a record of {@link AnalyzerInfo#resultType()}, whose components carry {@link Measured}
     * @throws AnalysisException where this ECG cannot be measured, now or ever; any other exception is taken for a defect
     * @throws AnalysisInterruptedException where the thread was interrupted: a loop that may take long looks for that
     */
    Record analyze(AnalysisInput input) throws AnalysisException;
}
