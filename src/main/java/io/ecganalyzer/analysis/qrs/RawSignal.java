package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.Samples;

/**
 * Consecutive samples of a lead as they came: a part of an array, which is not copied.
 */
final class RawSignal {
    /** Half the width in which a peak at 200 Hz is looked for among the samples as they came, in seconds. */
    private static final double SEARCH_SECONDS = 0.012;

    /** A stretch stands still where this share of it, in one piece, does. */
    private static final double STILL = 0.8;

    private final int[] samples;
    private final int begin;
    private final int end;
    private final long from;
    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;

    /**
     * The part of an array from {@code begin} to before {@code end}.
     *
     * @param from which sample of the recording stands at {@code begin}
     */
    RawSignal(int[] samples, int begin, int end, long from) {
        this.samples = samples;
        this.begin = begin;
        this.end = end;
        this.from = from;
    }

    int length() {
        return end - begin;
    }

    /** Which sample of the recording is the first. */
    long from() {
        return from;
    }

    /** All samples less a level. */
    Samples above(int level) {
        return new Samples.AboveLevel(samples, begin, end, level);
    }

    /**
     * The sample at which a deflection is largest: the middle one of equal ones, or where these begin or end the signal, its first or last
     * one.
     *
     * @param time where it was seen at 200 Hz, in samples of the recording
     * @param upward whether it goes up
     */
    long peak(double time, boolean upward, double samplingRateHz) {
        int middle = (int) (Math.round(time) - from) + begin;
        int reach = (int) Math.ceil(SEARCH_SECONDS * samplingRateHz);
        int first = Math.max(begin, middle - reach);
        int last = Math.min(end - 1, middle + reach);
        int peakBegin = -1;
        int peakEnd = -1;
        for (int i = first; i <= last; i++) {
            int order = peakBegin < 0 ? 1 : Integer.compare(samples[i], samples[peakBegin]) * (upward ? 1 : -1);
            if (order > 0) {
                peakBegin = i;
                peakEnd = i;
            } else if (order == 0 && peakEnd == i - 1) {
                peakEnd = i;
            }
        }
        if (peakBegin < 0) {
            return Math.max(begin, middle) - begin + from;
        }
        if (peakBegin == begin) {
            return from;
        }
        int peak = peakEnd == end - 1 ? peakEnd : (peakBegin + peakEnd) / 2;
        return peak - begin + from;
    }

    /** Whether a peak is the first or the last sample: there a wave still rises, and its peak is not here. */
    boolean isCut(long peak) {
        return peak == from || peak == from + length() - 1;
    }

    /** Whether most of a stretch is one value, in one piece. */
    boolean isStill(int first, int last) {
        // Such a piece covers the middle; where the signal moves there, as nearly always, that is all there is to see.
        int middle = begin + (first + last) / 2;
        int quarter = (last - first) / 4;
        if (moves(middle) || moves(middle - quarter) || moves(middle + quarter)) {
            return false;
        }
        return longestStill(begin + first, begin + last) >= STILL * (last - first);
    }

    private boolean moves(int i) {
        return i > begin && i < end && samples[i] != samples[i - 1];
    }

    private int longestStill(int first, int last) {
        int longest = 0;
        int run = 0;
        for (int i = Math.max(begin + 1, first); i < Math.min(end, last); i++) {
            run = samples[i] == samples[i - 1] ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Whether a sample has the lowest or the highest of all values, and there is more than one. */
    boolean isAtAnEnd(int at) {
        if (lowest > highest) {
            for (int i = begin; i < end; i++) {
                lowest = Math.min(lowest, samples[i]);
                highest = Math.max(highest, samples[i]);
            }
        }
        int value = samples[begin + at];
        return highest > lowest && (value == lowest || value == highest);
    }
}
