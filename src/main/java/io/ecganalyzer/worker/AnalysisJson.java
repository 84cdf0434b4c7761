package io.ecganalyzer.worker;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerDefectException;
import io.ecganalyzer.store.StoredAnalysis;

/** An analysis in the form in which it is stored. */
public final class AnalysisJson {
    private AnalysisJson() {}

    /**
     * Writes its parameters and its result as JSON text.
     *
     * @throws AnalyzerDefectException where the result holds what JSON or a contract cannot say
     */
    public static StoredAnalysis of(Analysis analysis) {
        return new StoredAnalysis(
                analysis.analyzer(),
                analysis.version(),
                ResultJson.of(analysis.parameters()),
                analysis.result().map(result -> jsonOf(analysis.analyzer(), result)),
                analysis.skipped(),
                analysis.durationNanos());
    }

    private static String jsonOf(String analyzer, Record result) {
        try {
            return ResultJson.of(result);
        } catch (IllegalArgumentException noJson) {
            throw new AnalyzerDefectException(analyzer, noJson);
        }
    }
}
