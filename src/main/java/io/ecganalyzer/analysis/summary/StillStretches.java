package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.analysis.Measured;
import java.util.List;

/**
 * Where a lead keeps one value: how often, how long, and the first hundred such stretches.
 *
 * @param durationS of all of them; null where the sampling rate is not known
 */
public record StillStretches(
        @Measured("how many there are") int count,

        @Measured(value = "length of all of them", unit = "samples")
        int numberOfSamples,

        @Measured(value = "length of all of them; null without a sampling rate", unit = "s")
        Double durationS,

        @Measured("the first hundred of them, by time") List<Still> first) {
    /** How many are listed: a clipped 24-hour recording has one at every beat, and a report stays readable. */
    static final int MOST_LISTED = 100;

    public StillStretches {
        first = List.copyOf(first);
    }

    /** One stretch; what needs the sampling rate is null where it is not known. */
    public record Still(
            @Measured("its first sample, from 0") int startSample,

            @Measured(value = "its length", unit = "samples")
            int numberOfSamples,

            @Measured(value = "when it starts; null without a sampling rate", unit = "s")
            Double startS,

            @Measured(value = "how long it lasts; null without a sampling rate", unit = "s")
            Double durationS,

            @Measured(value = "the value that it keeps", unit = "adu")
            int value) {}
}
