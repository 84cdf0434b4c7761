package io.ecganalyzer.dsp;

import java.util.Arrays;

/** A finite impulse response filter of odd length and zero phase. Beyond its ends the signal is taken to stand still. */
public final class SymmetricFir {
    /** Rows of strips that are filtered together. */
    private static final int TOGETHER = 4;

    /** {@code half[0]} is the middle tap, {@code half[k]} the taps k before and after it. */
    private final float[] half;

    private SymmetricFir(float[] half) {
        if (half.length - 1 > Strips.MARGIN) {
            throw new IllegalArgumentException("a filter reaches at most " + Strips.MARGIN + " samples to either side");
        }
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
        if (x.length < Strips.FEW) {
            return applyOneByOne(x);
        }
        Strips in = new Strips();
        in.cut(x);
        Strips out = new Strips();
        apply(in, out);
        return out.joined();
    }

    /** Adds in the same order as the strips do. */
    private float[] applyOneByOne(float[] x) {
        int reach = reach();
        float[] padded = new float[x.length + 2 * reach];
        System.arraycopy(x, 0, padded, reach, x.length);
        Arrays.fill(padded, 0, reach, x.length > 0 ? x[0] : 0);
        Arrays.fill(padded, reach + x.length, padded.length, x.length > 0 ? x[x.length - 1] : 0);
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            float sum = half[0] * padded[reach + i];
            for (int k = 1; k <= reach; k++) {
                sum += half[k] * (padded[reach + i - k] + padded[reach + i + k]);
            }
            y[i] = sum;
        }
        return y;
    }

    /**
     * The same in strips.
     *
     * @param x whose margins are filled here
     */
    public void apply(Strips x, Strips y) {
        y.shapeAs(x);
        x.fillMargins();
        for (int j = 0; j < x.each(); j += TOGETHER) {
            apply(x, j, Math.min(x.each(), j + TOGETHER), y);
        }
    }

    /** A few rows together: their taps read mostly the same rows, which then are still in the first-level cache. */
    private void apply(Strips x, int begin, int end, Strips y) {
        for (int j = begin; j < end; j++) {
            first(y.row(j), x.row(j), half[0]);
        }
        int k = 1;
        for (; k + 3 < half.length; k += 4) {
            for (int j = begin; j < end; j++) {
                addFour(
                        y.row(j),
                        x.row(j - k),
                        x.row(j + k),
                        half[k],
                        x.row(j - k - 1),
                        x.row(j + k + 1),
                        half[k + 1],
                        x.row(j - k - 2),
                        x.row(j + k + 2),
                        half[k + 2],
                        x.row(j - k - 3),
                        x.row(j + k + 3),
                        half[k + 3]);
            }
        }
        for (; k < half.length; k++) {
            for (int j = begin; j < end; j++) {
                addOne(y.row(j), x.row(j - k), x.row(j + k), half[k]);
            }
        }
    }

    private static void first(float[] sum, float[] x, float tap) {
        for (int i = 0; i < Strips.WIDTH; i++) {
            sum[i] = tap * x[i];
        }
    }

    /** Four pairs of taps in one pass: the sum is loaded and stored a quarter as often. */
    private static void addFour(
            float[] sum,
            float[] beforeA,
            float[] afterA,
            float tapA,
            float[] beforeB,
            float[] afterB,
            float tapB,
            float[] beforeC,
            float[] afterC,
            float tapC,
            float[] beforeD,
            float[] afterD,
            float tapD) {
        for (int i = 0; i < Strips.WIDTH; i++) {
            sum[i] = sum[i]
                    + tapA * (beforeA[i] + afterA[i])
                    + tapB * (beforeB[i] + afterB[i])
                    + tapC * (beforeC[i] + afterC[i])
                    + tapD * (beforeD[i] + afterD[i]);
        }
    }

    private static void addOne(float[] sum, float[] before, float[] after, float tap) {
        for (int i = 0; i < Strips.WIDTH; i++) {
            sum[i] += tap * (before[i] + after[i]);
        }
    }
}
