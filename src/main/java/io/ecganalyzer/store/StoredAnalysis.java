package io.ecganalyzer.store;

import java.util.Objects;
import java.util.Optional;

/**
 * One analyzer's result as it is stored: its parameters and result as JSON text.
 *
 * @param resultJson what was measured; empty where it was skipped
 * @param skipped why nothing was measured
 */
public record StoredAnalysis(
        String analyzer,
        String version,
        String parametersJson,
        Optional<String> resultJson,
        Optional<String> skipped,
        long durationNanos) {
    public StoredAnalysis {
        Objects.requireNonNull(analyzer);
        Objects.requireNonNull(version);
        Objects.requireNonNull(parametersJson);
        if (resultJson.isPresent() == skipped.isPresent()) {
            throw new IllegalArgumentException("an analysis has either a result or a reason why it was skipped");
        }
    }
}
