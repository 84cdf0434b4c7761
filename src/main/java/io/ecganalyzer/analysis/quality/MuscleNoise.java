package io.ecganalyzer.analysis.quality;

import java.util.Arrays;

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
     */
    double measure(int[] samples, int from, int to, int mainsHz) {
        double period = mainsHz == 0 ? Math.max(1, Math.rint(samplingRateHz / 50)) : samplingRateHz / mainsHz;
        int whole = (int) period;
        double part = period - whole;
        int start = from + whole + 1;
        int blocks = (to - start) / block;
        if (blocks < 1) {
            return 0;
        }
        double[] noise = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            noise[k] = variance(samples, start + k * block, whole, part);
        }
        Arrays.sort(noise);
        // Two samples' noise, the second one smoothed by the interpolation.
        double gain = 1 + (1 - part) * (1 - part) + part * part;
        return Math.sqrt(noise[blocks / 2] / gain);
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
        return Math.max(0, squares / block - sum / block * (sum / block));
    }
}
