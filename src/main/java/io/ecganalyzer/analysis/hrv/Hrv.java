package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.Measured;
import java.util.List;

/**
 * Heart rate variability. A measure for which there are too few NN intervals is null, and {@code notMeasured} says what it
 * needs and what there is.
 *
 * @param durationS the sum of the NN intervals: what the needed lengths are held against
 */
public record Hrv(
        @Measured("NN intervals that were measured") int numberOfNnIntervals,

        @Measured("RR intervals that were left out by the ectopic rule")
        int numberOfRrLeftOut,

        @Measured(value = "sum of the NN intervals", unit = "s")
        double durationS,

        @Measured("measures of the intervals and of their differences")
        TimeDomain time,

        @Measured("power of the intervals resampled at 4 Hz, by Welch's method")
        FrequencyDomain welch,

        @Measured("power of the intervals as they are, by Lomb and Scargle's method")
        FrequencyDomain lombScargle,

        @Measured("measures of the order of the intervals") Nonlinear nonlinear,
        @Measured("what could not be measured, and why") List<NotMeasured> notMeasured) {
    public Hrv {
        notMeasured = List.copyOf(notMeasured);
    }

    /** Measures that are null, with the reason. */
    public record NotMeasured(
            @Measured("their names, such as time.sdnn_ms") List<String> measures,
            @Measured("what they need, and what there is") String reason) {
        public NotMeasured {
            measures = List.copyOf(measures);
        }
    }

    /** Task Force, table 1. Differences are those of NN intervals that follow each other. */
    public record TimeDomain(
            @Measured(value = "mean of the NN intervals", unit = "ms")
            Double meanNnMs,

            @Measured(value = "standard deviation of the NN intervals (divisor n - 1)", unit = "ms")
            Double sdnnMs,

            @Measured(value = "root of the mean squared difference of successive NN intervals", unit = "ms")
            Double rmssdMs,

            @Measured(
                    value = "standard deviation of the differences of successive NN intervals (divisor n - 1)",
                    unit = "ms")
            Double sdsdMs,

            @Measured(value = "differences of successive NN intervals above 50 ms, of all NN intervals", unit = "%")
            Double pnn50Percent,

            @Measured(value = "differences of successive NN intervals above 20 ms, of all NN intervals", unit = "%")
            Double pnn20Percent,

            @Measured("sdnn_ms over mean_nn_ms") Double cvnn,

            @Measured("NN intervals over the height of their histogram in bins of 1/128 s")
            Double triangularIndex,

            @Measured(value = "base of the triangle that fits that histogram best", unit = "ms")
            Double tinnMs) {}

    /** Task Force, table 2. */
    public record FrequencyDomain(
            @Measured(value = "power from 0.003 to 0.04 Hz", unit = "ms²")
            Double vlfMs2,

            @Measured(value = "power from 0.04 to 0.15 Hz", unit = "ms²")
            Double lfMs2,

            @Measured(value = "power from 0.15 to 0.4 Hz", unit = "ms²")
            Double hfMs2,

            @Measured(value = "power from 0.003 to 0.4 Hz", unit = "ms²")
            Double totalMs2,

            @Measured("lf_ms2 over hf_ms2") Double lfHf,

            @Measured(value = "lf_ms2 of lf_ms2 + hf_ms2", unit = "%")
            Double lfNormalisedPercent,

            @Measured(value = "hf_ms2 of lf_ms2 + hf_ms2", unit = "%")
            Double hfNormalisedPercent) {}

    /** Poincaré plot, sample entropy and detrended fluctuation analysis. */
    public record Nonlinear(
            @Measured(value = "width of the Poincaré plot", unit = "ms")
            Double sd1Ms,

            @Measured(value = "length of the Poincaré plot", unit = "ms")
            Double sd2Ms,

            @Measured("sample entropy with m = 2 and r = 0.2 sdnn_ms")
            Double sampleEntropy,

            @Measured("scaling exponent of the fluctuations over 4 to 16 intervals")
            Double dfaAlpha1,

            @Measured("scaling exponent of the fluctuations over 16 to 64 intervals")
            Double dfaAlpha2) {}
}
