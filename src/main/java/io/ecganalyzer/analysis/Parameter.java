package io.ecganalyzer.analysis;

import java.util.List;

/**
 * A setting of an analyzer.
 *
 * @param name snake_case, as it stands in a result's parameters
 * @param description what it decides
 * @param defaultValue a String, Boolean, Long or Double
 * @param allowed the values it may take; empty where the description gives the range
 */
public record Parameter(String name, String description, Object defaultValue, List<String> allowed) {
    public Parameter {
        allowed = List.copyOf(allowed);
    }
}
