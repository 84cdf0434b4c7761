package io.ecganalyzer.worker;

import java.time.Duration;
import java.util.Map;

/**
 * How long analyzers may take on an ECG.
 *
 * @param usual of those that have none of their own, and of reading the signal
 * @param own by the analyzers' names
 */
public record TimeLimits(Duration usual, Map<String, Duration> own) {
    public TimeLimits {
        own = Map.copyOf(own);
    }

    /** The limit of one step of the work, which is named after its analyzer. */
    Duration of(String step) {
        return own.getOrDefault(step, usual);
    }

    /** Whether a step has less time than most. */
    boolean isShort(String step) {
        return of(step).compareTo(usual) < 0;
    }
}
