package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.Measured;

/**
 * An episode of ventricular flutter or fibrillation.
 *
 * @param fromSample its first sample
 * @param toSample the sample after its last
 * @param confidence mean probability over the episode, 0 to 1
 */
public record FlutterEpisode(
        @Measured(value = "first sample", unit = "samples") int fromSample,

        @Measured(value = "the sample after the last", unit = "samples")
        int toSample,

        @Measured("mean probability of ventricular flutter or fibrillation, 0 to 1")
        double confidence) {}
