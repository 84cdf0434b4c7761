package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.analysis.Measured;
import java.util.List;

/** The range, the mean and the still stretches of each lead. */
public record SignalSummary(
        @Measured("each lead, in the order of submission") List<OfLead> leads) {
    public SignalSummary {
        leads = List.copyOf(leads);
    }

    /**
     * One lead. What needs the sampling rate or the gain is null where the ECG does not tell it.
     *
     * @param standardDeviation of the population: the divisor is the number of samples
     */
    public record OfLead(
            @Measured("name of the lead") String name,

            @Measured(value = "length of the lead", unit = "samples")
            int numberOfSamples,

            @Measured(value = "length of the lead; null without a sampling rate", unit = "s")
            Double durationS,

            @Measured(value = "smallest sample", unit = "adu")
            int minimum,

            @Measured(value = "largest sample", unit = "adu")
            int maximum,

            @Measured(value = "mean of the samples", unit = "adu")
            double mean,

            @Measured(value = "standard deviation of the samples (divisor n)", unit = "adu")
            double standardDeviation,

            @Measured(value = "smallest sample; null without a gain", unit = "mV")
            Double minimumMv,

            @Measured(value = "largest sample; null without a gain", unit = "mV")
            Double maximumMv,

            @Measured(value = "mean of the samples; null without a gain", unit = "mV")
            Double meanMv,

            @Measured(value = "standard deviation of the samples (divisor n); null without a gain", unit = "mV")
            Double standardDeviationMv,

            @Measured("where the lead keeps one value for a second or longer")
            StillStretches flat,

            @Measured("where the lead stays at its largest or smallest value, as a clipped signal does")
            StillStretches saturated) {}
}
