package io.ecganalyzer.dsp;

import java.util.Arrays;

/** The highest of the samples around each. */
public final class SlidingMaximum {
    /** Samples that are looked at at a time, so that they stay in the first-level cache. */
    private static final int PART = 2048;

    private SlidingMaximum() {}

    /**
     * For each sample the highest of those up to so many before and after it, as far as there are any. Part by part, each in passes that
     * take the maximum of 2, 4, 8 and so on: loops of vectors.
     *
     * @param x none negative
     * @param either from 0 on
     */
    public static float[] of(float[] x, int either) {
        int width = 2 * either + 1;
        float[] highest = new float[x.length];
        float[] part = new float[PART + width];
        float[] later = new float[part.length];
        for (int from = 0; from < highest.length; from += PART) {
            int begin = Math.max(0, from - either);
            int end = Math.max(begin, Math.min(x.length, from - either + part.length));
            Arrays.fill(part, 0);
            System.arraycopy(x, begin, part, begin - (from - either), end - begin);
            for (int reached = 1; reached < width; ) {
                int step = Math.min(reached, width - reached);
                System.arraycopy(part, step, later, 0, part.length - step);
                for (int i = 0; i < part.length; i++) {
                    part[i] = Math.max(part[i], later[i]);
                }
                reached += step;
            }
            System.arraycopy(part, 0, highest, from, Math.min(PART, highest.length - from));
        }
        return highest;
    }
}
