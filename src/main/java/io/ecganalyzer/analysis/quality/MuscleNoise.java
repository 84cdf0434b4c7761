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
        boolean small = part == 0 && range * range * block <= Integer.MAX_VALUE;
        for (int k = 0; k < blocks; k++) {
            int at = start + k * block;
            noise[k] = small ? variance(samples, at, whole) : variance(samples, at, whole, part);
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

    private double variance(int[] samples, int start, int whole) {
        int sum = 0;
        int squares = 0;
        for (int i = start; i < start + block; i++) {
            int rest = samples[i] - samples[i - whole];
            sum += rest;
            squares += rest * rest;
        }
        return variance(sum, squares);
    }

    private double variance(double sum, double squares) {
        return Math.max(0, squares / block - sum / block * (sum / block));
    }
}
