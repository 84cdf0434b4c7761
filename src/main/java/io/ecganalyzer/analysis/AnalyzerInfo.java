package io.ecganalyzer.analysis;

import java.util.List;
import java.util.Set;

/**
 * What an analyzer is and what it asks for.
 *
 * @param name unique, snake_case, the key of its result in a report
 * @param version semantic version; a new one whenever the same input may give another result
 * @param title a short name for people
 * @param description one to three sentences, with the source of the method
 * @param needs what must be known of an ECG for it to run; it is left out of a report, with the reason, where that is missing
 * @param after names of analyzers whose results it reads; they run before it
 * @param parameters its settings with their defaults
 * @param resultType the record it returns
 */
public record AnalyzerInfo(
        String name,
        String version,
        String title,
        String description,
        Set<Need> needs,
        List<String> after,
        List<Parameter> parameters,
        Class<? extends Record> resultType) {
    public AnalyzerInfo {
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException(
                    "analyzer name \"" + name + "\" is not snake_case of at most 64 characters");
        }
        needs = Set.copyOf(needs);
        after = List.copyOf(after);
        parameters = List.copyOf(parameters);
    }
}
