package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.dsp.OrderStatistic;

/**
 * The noise between the waves: what is left of each sample when the one a period of the mains before is taken away, so that hum cancels,
 * over blocks of 100 ms, of which the median is no QRS complex and no T wave.
 */
final class MuscleNoise {
    private static final double BLOCK_S = 0.1;

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
     */
    double measure(int[] samples, int to, int mainsHz, double range) {
        double period = mainsHz == 0 ? Math.max(1, Math.rint(samplingRateHz / 50)) : samplingRateHz / mainsHz;
        int whole = (int) period;
        double part = period - whole;
        int start = whole + 1;
        int blocks = (to - start) / block;
        if (blocks < 1) {
            return 0;
        }
        double[] noise = new double[blocks];
        // The same sums, exact in either way.
        if (part == 0 && range * range * block <= Integer.MAX_VALUE) {
            fillVariances(samples, start, whole, noise);
        } else {
            for (int k = 0; k < blocks; k++) {
                noise[k] = variance(samples, start + k * block, whole, part);
            }
        }
        // Two samples' noise, the second one smoothed by the interpolation.
        double gain = 1 + (1 - part) * (1 - part) + part * part;
        return Math.sqrt(OrderStatistic.smallest(noise, blocks / 2) / gain);
    }

    private double variance(int[] samples, int start, int whole, double part) {
        double sum = 0;
        double squares = 0;
        for (int i = start; i < start + block; i++) {
            double before = samples[i - whole] + part * ((double) samples[i - whole - 1] - samples[i - whole]);
            double rest = samples[i] - before;
            sum += rest;
            squares += rest * rest;
        }
        return variance(sum, squares);
    }

    /** Of whole numbers that are small. */
    private void fillVariances(int[] samples, int start, int whole, double[] noise) {
        int blocks = noise.length;
        fillSquares(samples, start, start + blocks * block, whole);
        // The sum of the differences in a block is that of the samples at its end less that of those before its
        // beginning.
        int[] ends = new int[blocks + 1];
        for (int i = 1; i <= whole; i++) {
            for (int k = 0; k <= blocks; k++) {
                ends[k] += samples[start + k * block - i];
            }
        }
        int k = 0;
        for (; k + 3 < blocks; k += 4) {
            // Four blocks in a loop: one is too short to be worth a loop's beginning and end.
            int at = start + k * block;
            int a = 0;
            int b = 0;
            int c = 0;
            int d = 0;
            for (int i = at; i < at + block; i++) {
                a += squares[i];
                b += squares[i + block];
                c += squares[i + 2 * block];
                d += squares[i + 3 * block];
            }
            noise[k] = variance(ends[k + 1] - ends[k], a);
            noise[k + 1] = variance(ends[k + 2] - ends[k + 1], b);
            noise[k + 2] = variance(ends[k + 3] - ends[k + 2], c);
            noise[k + 3] = variance(ends[k + 4] - ends[k + 3], d);
        }
        for (; k < blocks; k++) {
            int sum = 0;
            for (int i = start + k * block; i < start + (k + 1) * block; i++) {
                sum += squares[i];
            }
            noise[k] = variance(ends[k + 1] - ends[k], sum);
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

    private double variance(double sum, double squares) {
        return Math.max(0, squares / block - sum / block * (sum / block));
    }
}
