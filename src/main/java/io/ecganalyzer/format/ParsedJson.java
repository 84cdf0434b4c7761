package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import java.util.List;
import java.util.Optional;

/**
 * A JSON text that was read to its end.
 *
 * @param root a Map, List, String, Long, Double, Boolean or null; within it, at the place of streamed arrays, {@code int[]},
 *     or {@code short[]} where one is long and its numbers fit
 * @param faults the first ten faults; where there are any, the root is not whole
 * @param faultCount how many there are
 */
public record ParsedJson(Object root, List<JsonFault> faults, int faultCount) {
    public ParsedJson {
        faults = List.copyOf(faults);
    }

    /** Whether a value is what stands at the place of a streamed array. */
    public static boolean isSamples(Object value) {
        return value instanceof int[] || value instanceof short[];
    }

    /** A lead of what was read at the place of its streamed array. */
    public static Lead lead(String name, Object samples, Optional<Calibration> calibration) {
        return samples instanceof short[] compact
                ? new Lead(name, compact, calibration)
                : new Lead(name, (int[]) samples, calibration);
    }
}
