package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Calibration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One signal of a record, decoded.
 *
 * @param name its description in the header
 * @param samplingRateHz its own, which may differ from other signals'
 * @param units physical units
 * @param gain sample units per physical unit; empty where not calibrated
 * @param baseline the sample that stands for 0 physical units
 * @param adcZero the sample in the middle of the converter's range
 * @param samples the values, {@link #INVALID} where nothing was recorded
 */
@SuppressWarnings("ArrayRecordComponent") // a signal can be hundreds of megabytes; identity equality is never used
public record WfdbSignal(
        String name,
        double samplingRateHz,
        String units,
        OptionalDouble gain,
        int baseline,
        int adcZero,
        int[] samples) {
    /** Stands in for a sample that is missing in the recording, whatever value the file's format has for that. */
    public static final int INVALID = Integer.MIN_VALUE;

    private static final Map<String, Double> MILLIVOLTS_PER_UNIT = Map.ofEntries(
            Map.entry("mv", 1.0),
            Map.entry("v", 1e3),
            Map.entry("uv", 1e-3),
            Map.entry("\u00b5v", 1e-3),
            Map.entry("\u03bcv", 1e-3),
            Map.entry("nv", 1e-6));

    /** Whether it is a voltage, as an ECG is. */
    public boolean isVoltage() {
        return millivoltsPer(units).isPresent();
    }

    /** How many mV a physical unit is; empty where it is no voltage. */
    static OptionalDouble millivoltsPer(String units) {
        Double millivolts = MILLIVOLTS_PER_UNIT.get(units.toLowerCase(Locale.ROOT));
        return millivolts == null ? OptionalDouble.empty() : OptionalDouble.of(millivolts);
    }

    /** How samples become millivolts; empty where the signal is not calibrated or no voltage. */
    public Optional<Calibration> calibration() {
        OptionalDouble unit = millivoltsPer(units);
        return unit.isEmpty() || gain.isEmpty() || gain.getAsDouble() < 0
                ? Optional.empty()
                : Optional.of(new Calibration(gain.getAsDouble() / unit.getAsDouble(), baseline));
    }

    /** How many samples are missing. */
    public int invalidSamples() {
        int count = 0;
        for (int sample : samples) {
            if (sample == INVALID) {
                count++;
            }
        }
        return count;
    }
}
