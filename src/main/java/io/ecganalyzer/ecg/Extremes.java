package io.ecganalyzer.ecg;

/** The range of some samples, and the blocks of them outside of which none has its smallest or its largest value. */
final class Extremes {
    /** Samples of a block. */
    private static final int BLOCK = 1024;

    private final boolean[] mayReach;
    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;

    private Extremes(int samples) {
        mayReach = new boolean[(samples + BLOCK - 1) / BLOCK];
    }

    static Extremes of(int[] samples) {
        Extremes extremes = new Extremes(samples.length);
        for (int from = 0; from < samples.length; from += BLOCK) {
            extremes.add(from / BLOCK, samples, from, Math.min(samples.length, from + BLOCK));
        }
        return extremes;
    }

    static Extremes of(short[] samples) {
        Extremes extremes = new Extremes(samples.length);
        int[] block = new int[Math.min(BLOCK, samples.length)];
        for (int from = 0; from < samples.length; from += BLOCK) {
            int count = Math.min(BLOCK, samples.length - from);
            for (int i = 0; i < count; i++) {
                block[i] = samples[from + i];
            }
            extremes.add(from / BLOCK, block, 0, count);
        }
        return extremes;
    }

    /** After the first few blocks hardly one goes up to the range of those before, and only such a one is looked at sample by sample. */
    private void add(int block, int[] samples, int from, int to) {
        mayReach[block] = lowest >= highest || reaches(samples, from, to, lowest + 1, highest - 1);
        if (mayReach[block]) {
            for (int i = from; i < to; i++) {
                lowest = Math.min(lowest, samples[i]);
                highest = Math.max(highest, samples[i]);
            }
        }
    }

    /**
     * Whether a sample is below the one or above the other. Signs in place of comparisons: of these C2 makes vectors. Where one difference
     * overflows, the other one is negative in its place.
     *
     * @param low at most one more than {@code high}
     */
    private static boolean reaches(int[] samples, int from, int to, int low, int high) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += ((samples[i] - low) | (high - samples[i])) >>> 31;
        }
        return count > 0;
    }

    SampleRange range() {
        return new SampleRange(lowest, highest);
    }

    /** Whether one of the samples from one to before another may have the smallest or the largest value; where not, none has. */
    boolean mayBeWithin(int from, int to) {
        for (int block = from / BLOCK; block <= (to - 1) / BLOCK; block++) {
            if (mayReach[block]) {
                return true;
            }
        }
        return false;
    }
}
