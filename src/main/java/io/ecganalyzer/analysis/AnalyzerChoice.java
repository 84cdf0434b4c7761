package io.ecganalyzer.analysis;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A client's wish for one analyzer.
 *
 * @param name of the analyzer; not checked here
 * @param parameters the settings that are given; a parameter that is left out takes its default
 */
public record AnalyzerChoice(String name, Map<String, Object> parameters) {
    public AnalyzerChoice {
        Objects.requireNonNull(name);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** That analyzer with its defaults. */
    public AnalyzerChoice(String name) {
        this(name, Map.of());
    }
}
