package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.analysis.summary.StillStretches.Still;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Finds runs of one value in a lead, in a single pass for both kinds of stretch. */
final class StillFinder {
    /**
     * An ECG is never still for a second: even between T and P wave it carries noise of a few units. Without a rate, 250 samples
     * stand for that second: the lowest rate in wide clinical use.
     */
    private static final double FLAT_SECONDS = 1;

    private static final int FLAT_SAMPLES = 250;

    /** Whatever the rate, fewer equal samples than this are chance. */
    private static final int FLAT_SAMPLES_AT_LEAST = 10;

    /** The top of an R wave holds still for a few milliseconds at most; a clipped one for longer. */
    private static final double SATURATED_SECONDS = 0.012;

    private static final int SATURATED_SAMPLES_AT_LEAST = 4;

    private final OptionalDouble samplingRateHz;
    private final int flatSamples;
    private final int saturatedSamples;

    StillFinder(OptionalDouble samplingRateHz) {
        this.samplingRateHz = samplingRateHz;
        flatSamples = samplingRateHz.isPresent()
                ? atLeast(FLAT_SECONDS * samplingRateHz.getAsDouble(), FLAT_SAMPLES_AT_LEAST)
                : FLAT_SAMPLES;
        saturatedSamples = atLeast(SATURATED_SECONDS * samplingRateHz.orElse(0), SATURATED_SAMPLES_AT_LEAST);
    }

    /** Flat and saturated stretches of a lead whose range is known. */
    Found find(int[] samples, int minimum, int maximum) {
        Tally flat = new Tally();
        Tally saturated = new Tally();
        int shortest = Math.min(flatSamples, saturatedSamples);
        int start = 0;
        for (int i = 1; i <= samples.length; i++) {
            if (i == samples.length || samples[i] != samples[start]) {
                if (i - start >= shortest) {
                    int value = samples[start];
                    if (i - start >= flatSamples) {
                        flat.add(start, i, value);
                    }
                    // A lead that never moves is flat; nothing says that its one value is a limit.
                    if (i - start >= saturatedSamples && minimum != maximum && (value == minimum || value == maximum)) {
                        saturated.add(start, i, value);
                    }
                }
                start = i;
            }
        }
        return new Found(flat.stretches(), saturated.stretches());
    }

    private static int atLeast(double samples, int fewest) {
        return Math.max(fewest, (int) Math.ceil(samples));
    }

    private Double seconds(int samples) {
        return samplingRateHz.isPresent() ? (Double) (samples / samplingRateHz.getAsDouble()) : null;
    }

    record Found(StillStretches flat, StillStretches saturated) {}

    private final class Tally {
        private final List<Still> first = new ArrayList<>();
        private int count;
        private int samples;

        void add(int start, int end, int value) {
            count++;
            samples += end - start;
            if (first.size() < StillStretches.MOST_LISTED) {
                first.add(new Still(start, end - start, seconds(start), seconds(end - start), value));
            }
        }

        StillStretches stretches() {
            return new StillStretches(count, samples, seconds(samples), first);
        }
    }
}
