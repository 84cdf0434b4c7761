package io.ecganalyzer.ecg;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An electrocardiogram as analyzers see it: leads that were recorded at the same time with one sampling rate.
 *
 * @param samplingRateHz samples a second of each lead, 1 to 100,000 Hz; empty where it is not known
 * @param leads at least one, in the order of submission; they may differ in length
 */
public record Ecg(OptionalDouble samplingRateHz, List<Lead> leads) {
    /** The sampling rates that are taken, for messages. */
    public static final String SAMPLING_RATES = "1 to 100,000 Hz";

    private static final double MIN_SAMPLING_RATE_HZ = 1;
    private static final double MAX_SAMPLING_RATE_HZ = 100_000;

    public Ecg {
        leads = List.copyOf(leads);
        if (leads.isEmpty()) {
            throw new IllegalArgumentException("an ECG needs at least one lead");
        }
        if (samplingRateHz.isPresent() && !isSamplingRate(samplingRateHz.getAsDouble())) {
            throw new IllegalArgumentException(
                    "sampling rate is " + samplingRateHz.getAsDouble() + " Hz, but must be " + SAMPLING_RATES);
        }
    }

    /** Whether a number is a sampling rate that is taken, in Hz. */
    public static boolean isSamplingRate(double number) {
        return number >= MIN_SAMPLING_RATE_HZ && number <= MAX_SAMPLING_RATE_HZ;
    }
}
