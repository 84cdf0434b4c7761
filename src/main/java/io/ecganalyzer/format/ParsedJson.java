package io.ecganalyzer.format;

import java.util.List;

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
}
