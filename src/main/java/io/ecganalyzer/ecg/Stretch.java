package io.ecganalyzer.ecg;

import java.util.Objects;

/**
 * A part of an ECG that something is said about.
 *
 * @param startSample its first sample, from 0
 * @param endSample the sample after its last
 * @param reason what is said of it, such as {@code flat} or {@code flutter}
 */
public record Stretch(int startSample, int endSample, String reason) {
    public Stretch {
        Objects.requireNonNull(reason);
        if (startSample < 0 || endSample <= startSample) {
            throw new IllegalArgumentException("a stretch from sample " + startSample + " to " + endSample);
        }
    }
}
