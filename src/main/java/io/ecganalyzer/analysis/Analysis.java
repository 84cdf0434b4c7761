package io.ecganalyzer.analysis;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of one analyzer on one ECG: a result, or the reason why there is none.
 *
 * @param analyzer its name
 * @param version its version
 * @param parameters the parameters it ran with
 * @param durationNanos wall time of the run; 0 where it did not run
 * @param result what it measured
 * @param skipped why it measured nothing, such as a missing sampling rate
 */
public record Analysis(
        String analyzer,
        String version,
        Map<String, Object> parameters,
        long durationNanos,
        Optional<Record> result,
        Optional<String> skipped) {
    public Analysis {
        Objects.requireNonNull(analyzer);
        Objects.requireNonNull(version);
        // By name, so that a report is the same on every node.
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        if (result.isPresent() == skipped.isPresent()) {
            throw new IllegalArgumentException("an analysis has either a result or a reason why it was skipped");
        }
    }
}
