package io.ecganalyzer.dsp;

import java.util.Arrays;

/** A finite impulse response filter of odd length and zero phase. Beyond its ends the signal is taken to stand still. */
public final class SymmetricFir {
    private static final int BLOCK = 512;

    /** {@code half[0]} is the middle tap, {@code half[k]} the taps k before and after it. */
    private final float[] half;

    private SymmetricFir(float[] half) {
        this.half = half;
    }

    /**
     * A band-pass as the difference of two low-passes by windowed sinc (Hann), each exact at 0 Hz: no offset passes.
     *
     * @param lowHz lower half-amplitude frequency
     * @param highHz upper half-amplitude frequency
     * @param lowHalfSamples half-length of the lower low-pass
     * @param highHalfSamples half-length of the upper low-pass, at most the other
     * @param samplingRateHz rate of the signal
     */
    public static SymmetricFir bandPass(
            double lowHz, double highHz, int lowHalfSamples, int highHalfSamples, double samplingRateHz) {
        double[] low = lowPass(lowHz / samplingRateHz, lowHalfSamples);
        double[] high = lowPass(highHz / samplingRateHz, highHalfSamples);
        float[] half = new float[lowHalfSamples + 1];
        for (int k = 0; k <= lowHalfSamples; k++) {
            half[k] = (float) ((k <= highHalfSamples ? high[k] : 0) - low[k]);
        }
        return new SymmetricFir(half);
    }

    private static double[] lowPass(double cutoff, int halfLength) {
        double[] half = new double[halfLength + 1];
        double sum = 0;
        for (int k = 0; k <= halfLength; k++) {
            double argument = 2 * Math.PI * cutoff * k;
            double sinc = k == 0 ? 1 : Math.sin(argument) / argument;
            half[k] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * k / (halfLength + 1)));
            sum += k == 0 ? half[k] : 2 * half[k];
        }
        for (int k = 0; k <= halfLength; k++) {
            half[k] /= sum;
        }
        return half;
    }

    /** How many samples on either side an output sample depends on. */
    public int reach() {
        return half.length - 1;
    }

    /** The filtered signal, as long as the input. */
    public float[] apply(float[] x) {
        int reach = reach();
        float[] padded = new float[x.length + 2 * reach];
        System.arraycopy(x, 0, padded, reach, x.length);
        Arrays.fill(padded, 0, reach, x.length > 0 ? x[0] : 0);
        Arrays.fill(padded, reach + x.length, padded.length, x.length > 0 ? x[x.length - 1] : 0);
        float[] y = new float[x.length];
        Block block = new Block(Math.min(BLOCK, x.length));
        for (int from = 0; from < y.length; from += BLOCK) {
            int count = Math.min(BLOCK, y.length - from);
            block.filter(padded, from + reach, count);
            System.arraycopy(block.sum, 0, y, from, count);
        }
        return y;
    }

    /**
     * Filters a block that stays in the first-level cache. C2 makes vectors of loops over arrays at one index, not of those at several
     * distances from it; so what each tap reads is copied to the beginning of an array of its own, which costs less than it gains.
     */
    private final class Block {
        private final float[] sum;
        private final float[][] shifted;

        Block(int length) {
            sum = new float[length];
            shifted = new float[6][length];
        }

        void filter(float[] x, int middle, int count) {
            System.arraycopy(x, middle, shifted[0], 0, count);
            first(sum, shifted[0], half[0], count);
            int k = 1;
            for (; k + 2 < half.length; k += 3) {
                for (int t = 0; t < 3; t++) {
                    System.arraycopy(x, middle - k - t, shifted[2 * t], 0, count);
                    System.arraycopy(x, middle + k + t, shifted[2 * t + 1], 0, count);
                }
                addThree(sum, shifted, half[k], half[k + 1], half[k + 2], count);
            }
            for (; k < half.length; k++) {
                System.arraycopy(x, middle - k, shifted[0], 0, count);
                System.arraycopy(x, middle + k, shifted[1], 0, count);
                addOne(sum, shifted[0], shifted[1], half[k], count);
            }
        }
    }

    private static void first(float[] sum, float[] x, float tap, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = tap * x[i];
        }
    }

    /** Three pairs of taps in one pass: the sum is loaded and stored a third as often. */
    private static void addThree(float[] sum, float[][] x, float tapA, float tapB, float tapC, int count) {
        float[] a = x[0];
        float[] afterA = x[1];
        float[] b = x[2];
        float[] afterB = x[3];
        float[] c = x[4];
        float[] afterC = x[5];
        for (int i = 0; i < count; i++) {
            sum[i] = sum[i] + tapA * (a[i] + afterA[i]) + tapB * (b[i] + afterB[i]) + tapC * (c[i] + afterC[i]);
        }
    }

    private static void addOne(float[] sum, float[] before, float[] after, float tap, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += tap * (before[i] + after[i]);
        }
    }
}
