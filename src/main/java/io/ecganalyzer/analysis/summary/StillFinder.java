package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.analysis.summary.StillStretches.Still;
import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Finds runs of one value in a lead: long ones of any value, and short ones of its smallest and its largest. */
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

    /** A plateau this long at the extreme needs no further witness. */
    private static final double SURELY_SATURATED_SECONDS = 0.1;

    /**
     * A clipped signal crowds at the limit; the smooth top of a wave has as many samples just below it. The bound on the ratio of the
     * first to the second, within a hundredth of the range, tells all 18 leads of mitdb, svdb, qtdb and cudb that clip, and is wrong
     * about 2 of the 1,200 leads of ludb.
     */
    private static final double CROWDED = 1.8;

    private static final double NEAR = 0.01;

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

    /** Flat and saturated stretches of a lead. */
    Found find(Lead lead) {
        int minimum = lead.range().minimum();
        int maximum = lead.range().maximum();
        Tally flat = new Tally();
        Tally lowest = new Tally();
        Tally highest = new Tally();
        WholeRuns.each(lead, flatSamples, (start, end, value) -> flat.add(start, end, value));
        WholeRuns.eachAtAnExtreme(lead, saturatedSamples, (start, end, value) -> {
            lowest.addIf(value == minimum, start, end, value);
            highest.addIf(value == maximum, start, end, value);
        });
        // A lead that never moves is flat; nothing says that its one value is a limit.
        double range = (double) maximum - minimum;
        boolean atMinimum = range > 0 && isLimit(lead, minimum, range, lowest);
        boolean atMaximum = range > 0 && isLimit(lead, maximum, range, highest);
        Tally saturated = new Tally();
        saturated.addAllIf(atMinimum, lowest);
        saturated.addAllIf(atMaximum, highest);
        return new Found(flat.stretches(), saturated.stretches(), atMinimum, atMaximum);
    }

    private boolean isLimit(Lead lead, int extreme, double range, Tally plateaus) {
        if (plateaus.count == 0) {
            return false;
        }
        int at = within(lead, extreme, range, 0);
        int near = within(lead, extreme, range, (int) (NEAR * range)) - at;
        return at > CROWDED * (near + 1)
                || plateaus.longest >= SURELY_SATURATED_SECONDS * samplingRateHz.orElse(Double.POSITIVE_INFINITY);
    }

    /** How many samples are no farther from the extreme than that. */
    private static int within(Lead lead, int extreme, double range, int reach) {
        Near near = new Near(extreme, range, reach);
        Parts.each(lead, near::add);
        return lead.length() - near.beyond;
    }

    /** Counts the samples that are farther from an extreme than that. */
    private static final class Near {
        private final int extreme;
        private final double range;
        private final int reach;
        private int beyond;

        Near(int extreme, double range, int reach) {
            this.extreme = extreme;
            this.range = range;
            this.reach = reach;
        }

        void add(int[] samples, int from, int to, int place) {
            int count = 0;
            if (range <= Integer.MAX_VALUE - reach) {
                // Signs in place of comparisons: of these C2 makes vectors.
                for (int i = from; i < to; i++) {
                    count += (reach - Math.abs(samples[i] - extreme)) >>> 31;
                }
            } else {
                for (int i = from; i < to; i++) {
                    count += Math.abs((long) samples[i] - extreme) > reach ? 1 : 0;
                }
            }
            beyond += count;
        }
    }

    private static int atLeast(double samples, int fewest) {
        return Math.max(fewest, (int) Math.ceil(samples));
    }

    private Double seconds(int samples) {
        return samplingRateHz.isPresent() ? (Double) (samples / samplingRateHz.getAsDouble()) : null;
    }

    /** From how many samples on a plateau counts. */
    int plateauSamples() {
        return saturatedSamples;
    }

    record Found(StillStretches flat, StillStretches saturated, boolean atMinimum, boolean atMaximum) {}

    private final class Tally {
        private final List<Still> first = new ArrayList<>();
        private int count;
        private int numberOfSamples;
        private int longest;

        void addIf(boolean condition, int start, int end, int value) {
            if (condition) {
                add(start, end, value);
            }
        }

        void add(int start, int end, int value) {
            count++;
            numberOfSamples += end - start;
            longest = Math.max(longest, end - start);
            if (first.size() < StillStretches.MOST_LISTED) {
                first.add(new Still(start, end - start, seconds(start), seconds(end - start), value));
            }
        }

        void addAllIf(boolean condition, Tally other) {
            if (condition) {
                count += other.count;
                numberOfSamples += other.numberOfSamples;
                first.addAll(other.first);
            }
        }

        StillStretches stretches() {
            List<Still> listed = first.stream()
                    .sorted(Comparator.comparingInt(Still::startSample))
                    .limit(StillStretches.MOST_LISTED)
                    .toList();
            return new StillStretches(count, numberOfSamples, seconds(numberOfSamples), listed);
        }
    }
}
