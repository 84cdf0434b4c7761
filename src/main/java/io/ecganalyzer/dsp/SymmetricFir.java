package io.ecganalyzer.dsp;

import java.util.Arrays;

/** A finite impulse response filter of odd length and zero phase. Beyond its ends the signal is taken to stand still. */
public final class SymmetricFir {
    private static final int PHASES = 8;

    /** Outputs of each phase that are made at a time. */
    private static final int EACH = 128;

    private static final int BLOCK = PHASES * EACH;

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
        int blocks = (x.length + BLOCK - 1) / BLOCK;
        float[] padded = new float[blocks * BLOCK + 2 * reach + PHASES];
        System.arraycopy(x, 0, padded, reach, x.length);
        Arrays.fill(padded, 0, reach, x.length > 0 ? x[0] : 0);
        Arrays.fill(padded, reach + x.length, padded.length, x.length > 0 ? x[x.length - 1] : 0);
        float[] y = new float[x.length];
        Block block = new Block();
        for (int from = 0; from < y.length; from += BLOCK) {
            block.filter(padded, from, y);
        }
        return y;
    }

    /**
     * Filters a block that stays near the first-level cache. C2 makes vectors of loops over arrays at one index, not of those at several
     * distances from it; so what a tap reads must begin an array of its own. Of every eighth output, the taps read every eighth sample from
     * some beginning on: those few arrays serve the outputs of all eight phases.
     */
    private final class Block {
        private final float[] sum = new float[EACH];

        /** Every eighth sample of the padded signal, from each place of the block's beginning on. */
        private final float[][] every = new float[PHASES + 2 * reach()][];

        /** The first eight of those, with what follows. */
        private final float[][] longer = new float[PHASES][EACH + 2 * reach() / PHASES + 1];

        Block() {
            // One by one: arrays of arrays in a single expression take the slow way through the virtual machine.
            Arrays.setAll(every, place -> new float[EACH]);
        }

        void filter(float[] padded, int from, float[] y) {
            part(padded, from);
            for (int phase = 0; phase < PHASES; phase++) {
                int middle = phase + reach();
                first(sum, every[middle], half[0]);
                int k = 1;
                for (; k + 2 < half.length; k += 3) {
                    addThree(
                            sum,
                            every[middle - k],
                            every[middle + k],
                            half[k],
                            every[middle - k - 1],
                            every[middle + k + 1],
                            half[k + 1],
                            every[middle - k - 2],
                            every[middle + k + 2],
                            half[k + 2]);
                }
                for (; k < half.length; k++) {
                    addOne(sum, every[middle - k], every[middle + k], half[k]);
                }
                for (int j = 0, at = from + phase; j < EACH && at < y.length; j++, at += PHASES) {
                    y[at] = sum[j];
                }
            }
        }

        private void part(float[] padded, int from) {
            for (int phase = 0; phase < PHASES; phase++) {
                float[] part = longer[phase];
                for (int j = 0, at = from + phase; j < part.length && at < padded.length; j++, at += PHASES) {
                    part[j] = padded[at];
                }
            }
            for (int place = 0; place < every.length; place++) {
                System.arraycopy(longer[place % PHASES], place / PHASES, every[place], 0, EACH);
            }
        }
    }

    private static void first(float[] sum, float[] x, float tap) {
        for (int i = 0; i < EACH; i++) {
            sum[i] = tap * x[i];
        }
    }

    /** Three pairs of taps in one pass: the sum is loaded and stored a third as often. */
    private static void addThree(
            float[] sum,
            float[] beforeA,
            float[] afterA,
            float tapA,
            float[] beforeB,
            float[] afterB,
            float tapB,
            float[] beforeC,
            float[] afterC,
            float tapC) {
        for (int i = 0; i < EACH; i++) {
            sum[i] = sum[i]
                    + tapA * (beforeA[i] + afterA[i])
                    + tapB * (beforeB[i] + afterB[i])
                    + tapC * (beforeC[i] + afterC[i]);
        }
    }

    private static void addOne(float[] sum, float[] before, float[] after, float tap) {
        for (int i = 0; i < EACH; i++) {
            sum[i] += tap * (before[i] + after[i]);
        }
    }
}
