package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Peaks of the envelope that could be QRS complexes, and the amplitude that is usual around each.
 *
 * @param overall the median of the blocks' highest peaks
 */
@SuppressWarnings("ArrayRecordComponent") // places and heights are primitive arrays by design
record Candidates(int[] place, float[] height, float[] usual, float overall, float[] blockUsual) {
    /** 1.5 s: longer than the RR interval of all but a very slow heart. */
    static final int BLOCK = 300;

    private static final int BLOCKS_EITHER_SIDE = 5;

    /** Within so many samples of each place the highest of the envelope is looked for once, for all who ask. */
    static final int REACH = 5;

    /** Peaks nearer than 60 ms to a higher one belong to it. */
    private static final int NEAR = 12;

    /** Below a tenth of the usual amplitude nothing was a beat in any recording seen, but where a lead's contact is all but lost. */
    private static final float FLOOR = 0.1f;

    /** Below this share of the amplitude of the whole nothing is looked at: it is the noise of a resting lead. */
    private static final float LOWEST = 0.012f;

    /** The usual amplitude does not sink below a quarter of that of the whole: in a long pause it would sink to the noise. */
    private static final float HELD = 0.25f;

    /** 1.2 s: where nothing stands out for longer, low waves are looked for. */
    private static final int LONG_GAP = 240;

    /** So many times what is usual in such a gap a low wave stands out. */
    private static final float STANDS_OUT = 4;

    /** Every so many-th sample tells what is usual in a gap. */
    private static final int THIN = 5;

    int count() {
        return place.length;
    }

    /** The usual height of peaks around a place. */
    float usualAt(int at) {
        return blockUsual[at / BLOCK];
    }

    private static float median(float[] x) {
        float[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * The peaks of an envelope.
     *
     * @param envelope none of it negative
     * @param highest of it, within {@link #REACH} of each place
     */
    static Candidates of(float[] envelope, float[] highest) {
        float[] maxima = blockMaxima(envelope, highest);
        float[] usual = Medians.sliding(maxima, BLOCKS_EITHER_SIDE, BLOCKS_EITHER_SIDE, maxima.length);
        float overall = median(maxima);
        for (int block = 0; block < usual.length; block++) {
            usual[block] = Math.max(usual[block], HELD * overall);
        }
        float lowest = LOWEST * overall;
        int[] place = withLow(high(envelope, highest, maxima, usual, lowest), envelope, highest, lowest);
        int count = place.length;
        float[] height = new float[count];
        float[] usualThere = new float[count];
        for (int c = 0; c < count; c++) {
            height[c] = envelope[place[c]];
            usualThere[c] = Math.max(usual[place[c] / BLOCK], Float.MIN_NORMAL);
        }
        return new Candidates(place, height, usualThere, overall, usual);
    }

    /** The peaks that are not far below the usual and the largest nearby. */
    private static int[] high(float[] envelope, float[] highest, float[] maxima, float[] usual, float lowest) {
        int[] place = new int[envelope.length / NEAR + 2];
        int count = 0;
        for (int block = 0; block < maxima.length; block++) {
            float floor = Math.max(lowest, FLOOR * Math.min(usual[block], largest(maxima, block, 2)));
            int end = Math.min(envelope.length - 1, (block + 1) * BLOCK);
            count = addPeaks(envelope, highest, floor, block * BLOCK, end, place, count);
        }
        return Arrays.copyOf(place, count);
    }

    /** These, and in long gaps between them the low peaks that stand out there. */
    private static int[] withLow(int[] high, float[] envelope, float[] highest, float lowest) {
        int[] all = new int[envelope.length / NEAR + 2];
        int count = 0;
        int last = -NEAR;
        for (int k = 0; k <= high.length; k++) {
            int next = k < high.length ? high[k] : envelope.length - 1 + NEAR;
            if (next - last > LONG_GAP) {
                count = addLow(envelope, highest, lowest, last + NEAR, next - NEAR, all, count);
            }
            if (k < high.length) {
                all[count++] = next;
            }
            last = next;
        }
        return Arrays.copyOf(all, count);
    }

    private static int addLow(float[] envelope, float[] highest, float lowest, int from, int to, int[] all, int count) {
        float[] thin = new float[(to - from + THIN - 1) / THIN];
        for (int k = 0; k < thin.length; k++) {
            thin[k] = envelope[from + k * THIN];
        }
        float floor = Math.max(lowest, STANDS_OUT * median(thin));
        return addPeaks(envelope, highest, floor, from, to, all, count);
    }

    /**
     * Adds the peaks above a floor in a part of the envelope.
     *
     * @return how many places there are then
     */
    private static int addPeaks(
            float[] envelope, float[] highest, float floor, int from, int to, int[] places, int before) {
        int count = before;
        for (int i = Math.max(1, from); i < to; i++) {
            float e = envelope[i];
            // The first comparison is enough for all but one in a dozen, and the processor guesses it right.
            if (e == highest[i] && e > floor && e > envelope[i - 1] && isHighest(envelope, i)) {
                places[count++] = i;
            }
        }
        return count;
    }

    private static boolean isHighest(float[] envelope, int i) {
        float e = envelope[i];
        for (int k = Math.max(0, i - NEAR); k < i; k++) {
            if (envelope[k] >= e) {
                return false;
            }
        }
        for (int k = i + 1; k <= Math.min(envelope.length - 1, i + NEAR); k++) {
            if (envelope[k] > e) {
                return false;
            }
        }
        return true;
    }

    private static float[] blockMaxima(float[] envelope, float[] highest) {
        float[] maxima = new float[envelope.length / BLOCK + 1];
        for (int block = 0; block < maxima.length; block++) {
            int end = Math.min(envelope.length, (block + 1) * BLOCK);
            int from = block * BLOCK;
            float largest = 0;
            for (; from + 2 * REACH < end; from += 2 * REACH + 1) {
                largest = Math.max(largest, highest[from + REACH]);
            }
            for (; from < end; from++) {
                largest = Math.max(largest, envelope[from]);
            }
            maxima[block] = largest;
        }
        return maxima;
    }

    private static float largest(float[] x, int at, int either) {
        float largest = 0;
        for (int i = Math.max(0, at - either); i <= Math.min(x.length - 1, at + either); i++) {
            largest = Math.max(largest, x[i]);
        }
        return largest;
    }
}
