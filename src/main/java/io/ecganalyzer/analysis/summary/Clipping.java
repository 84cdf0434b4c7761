package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.SampleRange;
import java.util.OptionalDouble;

/**
 * Whether a lead is cut off at its extremes, by the rule of {@code signal_summary}.
 *
 * @param minimum its smallest sample
 * @param maximum its largest sample
 * @param atMinimum whether the smallest sample is a limit that the signal ran into
 * @param atMaximum whether the largest is
 * @param plateauSamples how many samples of that value in a row are a plateau
 */
public record Clipping(int minimum, int maximum, boolean atMinimum, boolean atMaximum, int plateauSamples) {
    /** Of a whole lead. */
    public static Clipping of(Lead lead, double samplingRateHz) {
        SampleRange range = lead.range();
        StillFinder finder = new StillFinder(OptionalDouble.of(samplingRateHz));
        StillFinder.Found found = finder.find(lead);
        return new Clipping(
                range.minimum(), range.maximum(), found.atMinimum(), found.atMaximum(), finder.plateauSamples());
    }
}
