package io.ecganalyzer.bridge;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Measured;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Analyzers that do what an analyzer should not. */
final class TestAnalyzers {
    private TestAnalyzers() {}

    /** The result of all of them. */
    record Measurement(@Measured("a number") int number) {}

    static Analyzer named(String name, Callable<Integer> measure) {
        AnalyzerInfo info =
                new AnalyzerInfo(name, "1.0.0", name, "Of a test.", Set.of(), List.of(), List.of(), Measurement.class);
        return new Analyzer() {
            @Override
            public AnalyzerInfo info() {
                return info;
            }

            @Override
            public Record analyze(AnalysisInput input) {
                try {
                    return new Measurement(measure.call());
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            }
        };
    }
}
