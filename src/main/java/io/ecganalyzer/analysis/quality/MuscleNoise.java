package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.dsp.OrderStatistic;

/**
 * The noise between the waves: what is left of each sample when the one a period of the mains before is taken away, so that hum cancels,
 * over blocks of 100 ms. As long as beats leave room for that, the median block is no QRS complex and no T wave. Where they come faster a
 * quieter block is taken, and blocks begin every 50 ms, so that beats as regular as clockwork do not meet each block with the same waves.
 */
final class MuscleNoise {
    private static final double BLOCK_S = 0.1;

    /**
     * What the waves of a beat fill at least: above 94 beats a minute the blocks between are fewer than half. With 0.35 s more of the noise
     * of nstdb is overlooked, with 0.3 s the waves of more leads at 140 a minute pass for noise (docs/accuracy-quality.md).
     */
    private static final double WAVES_S = 0.32;

    private static final double MOST_SHARE = 0.5;

    /** Above 160 a minute P and T waves run into each other; the quietest blocks lie between them and the QRS complex. */
    private static final double LEAST_SHARE = 0.2;

    private final double samplingRateHz;
    private final int block;

    /** The samples a period before, each at the place of the one that it is taken from, and the squares of the differences. */
    private int[] before = {};

    private int[] squares = {};

    MuscleNoise(double samplingRateHz) {
        this.samplingRateHz = samplingRateHz;
        block = Math.max(8, (int) Math.round(BLOCK_S * samplingRateHz));
    }

    /**
     * Root mean square of the noise in units of the samples.
     *
     * @param mainsHz 0 where there is no hum
     * @param range how far samples are from each other at most
     * @param beats how many there are among the samples, 0 where they are not known
     */
    double measure(int[] samples, int to, int mainsHz, double range, int beats) {
        double period = mainsHz == 0 ? Math.max(1, Math.rint(samplingRateHz / 50)) : samplingRateHz / mainsHz;
        int whole = (int) period;
        double part = period - whole;
        int start = whole + 1;
        double share = shareBelow(beats * samplingRateHz / to);
        int inBlock = share < MOST_SHARE ? 2 : 1;
        int piece = (block + inBlock - 1) / inBlock;
        int pieces = (to - start) / piece;
        int blocks = pieces - inBlock + 1;
        if (blocks < 1) {
            return 0;
        }
        double[] sum = new double[pieces];
        double[] ofSquares = new double[pieces];
        // The same sums, exact in either way.
        if (part == 0 && range * range * piece <= Integer.MAX_VALUE) {
            addUpWhole(samples, start, piece, whole, sum, ofSquares);
        } else {
            addUp(samples, start, piece, whole, part, sum, ofSquares);
        }
        // Their order is that of the variances, of which only one is asked for.
        int length = inBlock * piece;
        double[] noise = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            int last = k + inBlock - 1;
            double all = last == k ? sum[k] : sum[k] + sum[last];
            noise[k] = length * (last == k ? ofSquares[k] : ofSquares[k] + ofSquares[last]) - all * all;
        }
        double variance = Math.max(0, OrderStatistic.smallest(noise, (int) (share * blocks))) / length / length;
        // Two samples' noise, the second one smoothed by the interpolation.
        double gain = 1 + (1 - part) * (1 - part) + part * part;
        return Math.sqrt(variance / gain);
    }

    /** How many of the blocks are quieter than the one that is taken. */
    private static double shareBelow(double beatsPerS) {
        return Math.max(LEAST_SHARE, Math.min(MOST_SHARE, 1 - WAVES_S * beatsPerS));
    }

    /** The sum of the differences in each piece, and of their squares. */
    private static void addUp(
            int[] samples, int start, int piece, int whole, double part, double[] sum, double[] ofSquares) {
        for (int k = 0; k < sum.length; k++) {
            for (int i = start + k * piece; i < start + (k + 1) * piece; i++) {
                double before = samples[i - whole] + part * ((double) samples[i - whole - 1] - samples[i - whole]);
                double rest = samples[i] - before;
                sum[k] += rest;
                ofSquares[k] += rest * rest;
            }
        }
    }

    /** Of whole numbers that are small. */
    private void addUpWhole(int[] samples, int start, int piece, int whole, double[] sum, double[] ofSquares) {
        int pieces = sum.length;
        fillSquares(samples, start, start + pieces * piece, whole);
        // The sum of the differences is that of the samples at the end less that of those before the beginning.
        int[] ends = new int[pieces + 1];
        for (int i = 1; i <= whole; i++) {
            for (int k = 0; k <= pieces; k++) {
                ends[k] += samples[start + k * piece - i];
            }
        }
        for (int k = 0; k < pieces; k++) {
            sum[k] = ends[k + 1] - ends[k];
        }
        int k = 0;
        for (; k + 3 < pieces; k += 4) {
            // Four pieces in a loop: one is too short to be worth a loop's beginning and end.
            int at = start + k * piece;
            int a = 0;
            int b = 0;
            int c = 0;
            int d = 0;
            for (int i = at; i < at + piece; i++) {
                a += squares[i];
                b += squares[i + piece];
                c += squares[i + 2 * piece];
                d += squares[i + 3 * piece];
            }
            ofSquares[k] = a;
            ofSquares[k + 1] = b;
            ofSquares[k + 2] = c;
            ofSquares[k + 3] = d;
        }
        for (; k < pieces; k++) {
            int all = 0;
            for (int i = start + k * piece; i < start + (k + 1) * piece; i++) {
                all += squares[i];
            }
            ofSquares[k] = all;
        }
    }

    /** In a loop over arrays at one index: of such C2 makes vectors. */
    private void fillSquares(int[] samples, int from, int to, int whole) {
        if (squares.length < to) {
            before = new int[to];
            squares = new int[to];
        }
        System.arraycopy(samples, from - whole, before, from, to - from);
        for (int i = from; i < to; i++) {
            int rest = samples[i] - before[i];
            squares[i] = rest * rest;
        }
    }
}
