package io.ecganalyzer.testing;

import io.ecganalyzer.analysis.Measured;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Stretch;
import java.util.Arrays;
import java.util.List;

/** Beats that a test says there are. */
public record GivenBeats(
        @Measured("beats") List<Beat> beats,
        @Measured("stretches") List<Stretch> unreadable) implements BeatSeries {
    /** Beats at those samples, all of them certain. */
    public static GivenBeats at(int... samples) {
        return new GivenBeats(
                Arrays.stream(samples).mapToObj(sample -> new Beat(sample, 1)).toList(), List.of());
    }

    /** Beats after those intervals, the first at sample 0. */
    public static GivenBeats apart(int... intervals) {
        int[] samples = new int[intervals.length + 1];
        for (int i = 0; i < intervals.length; i++) {
            samples[i + 1] = samples[i] + intervals[i];
        }
        return at(samples);
    }

    /** The same beats, and a stretch in which none could be told. */
    public GivenBeats unreadable(int startSample, int endSample) {
        return new GivenBeats(beats, List.of(new Stretch(startSample, endSample, "noise")));
    }
}
