package io.ecganalyzer.ecg;

import java.util.Objects;
import java.util.Optional;

/**
 * One lead of an ECG: its name, its samples in analogue-to-digital units, and how they become millivolts.
 *
 * <p>The array is handed over, not copied: a signal can be many megabytes. Nobody writes to it after construction.
 *
 * @param name such as {@code II} or {@code V5}; unique within its ECG
 * @param samples at least one; the whole int32 range is valid
 * @param calibration empty where the gain is not known
 */
@SuppressWarnings("ArrayRecordComponent") // samples are primitive arrays by design; identity equality is never used
public record Lead(String name, int[] samples, Optional<Calibration> calibration) {
    public Lead {
        Objects.requireNonNull(name);
        Objects.requireNonNull(calibration);
        if (samples.length == 0) {
            throw new IllegalArgumentException("lead " + name + " has no samples");
        }
    }
}
