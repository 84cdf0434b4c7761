package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/** Medians of a few values. */
final class Medians {
    /** Fewer windows are sorted one by one. */
    private static final int FEW = 16;

    private Medians() {}

    /**
     * The median of the first values of an array, the upper one where they are even in number; the values are sorted in place. By
     * insertion: for a dozen values a general sort takes longer to begin than this to end.
     *
     * @param count at least 1
     */
    static float upper(float[] values, int count) {
        for (int i = 1; i < count; i++) {
            float value = values[i];
            int at = i;
            while (at > 0 && values[at - 1] > value) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
        return values[count / 2];
    }

    /**
     * For each place the upper median of the values from so many before it to so many after it, as far as there are any. Those of whole
     * windows side by side, which takes a tenth of the time.
     *
     * @param x none negative; at least one within the reach of every place
     * @param places how many places there are, from 0 on; they may be more than there are values
     */
    static float[] sliding(float[] x, int before, int after, int places) {
        float[] medians = new float[places];
        int width = before + 1 + after;
        int whole = x.length - width + 1;
        if (whole < FEW) {
            plainly(x, before, after, medians, 0, places);
            return medians;
        }
        plainly(x, before, after, medians, 0, before);
        float[] ofWhole = ShortColumns.ranked(x, 1, 1, width, whole, width / 2)[0];
        System.arraycopy(ofWhole, 0, medians, before, whole);
        plainly(x, before, after, medians, before + whole, places);
        return medians;
    }

    private static void plainly(float[] x, int before, int after, float[] medians, int begin, int end) {
        for (int i = begin; i < end; i++) {
            float[] window = Arrays.copyOfRange(x, Math.max(0, i - before), Math.min(x.length, i + after + 1));
            medians[i] = upper(window, window.length);
        }
    }
}
