package io.ecganalyzer.analysis;

import io.ecganalyzer.ecg.Ecg;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run of an analyzer works on.
 *
 * @param ecg the signal; read, never written
 * @param parameters a value for every parameter of the analyzer, by name
 * @param earlier results of the analyzers named in {@link AnalyzerInfo#after()}, by name; one that could not run is absent
 */
public record AnalysisInput(Ecg ecg, Map<String, Object> parameters, Map<String, Record> earlier) {
    public AnalysisInput {
        // By name, so that a report is the same on every node.
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        earlier = Map.copyOf(earlier);
    }
}
