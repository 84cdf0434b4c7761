package io.ecganalyzer.dsp;

/** A finite impulse response filter of odd length and zero phase. Beyond its ends the signal is taken to stand still. */
public final class SymmetricFir {
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
        java.util.Arrays.fill(padded, 0, reach, x.length > 0 ? x[0] : 0);
        java.util.Arrays.fill(padded, reach + x.length, padded.length, x.length > 0 ? x[x.length - 1] : 0);
        float[] y = new float[x.length];
        // Blocks that stay in the first-level cache while every tap passes over them; the inner loop vectorises.
        for (int from = 0; from < y.length; from += 2048) {
            int to = Math.min(y.length, from + 2048);
            for (int n = from; n < to; n++) {
                y[n] = half[0] * padded[n + reach];
            }
            int k = 1;
            for (; k + 3 <= reach; k += 4) {
                accumulateFour(padded, reach, k, y, from, to);
            }
            for (; k <= reach; k++) {
                accumulate(padded, reach - k, reach + k, half[k], y, from, to);
            }
        }
        return y;
    }

    /** Four pairs of taps in one pass: the sum is loaded and stored a quarter as often. */
    private void accumulateFour(float[] x, int reach, int k, float[] y, int from, int to) {
        float h0 = half[k];
        float h1 = half[k + 1];
        float h2 = half[k + 2];
        float h3 = half[k + 3];
        int a = reach - k;
        int b = reach + k;
        for (int n = from; n < to; n++) {
            y[n] = y[n]
                    + h0 * (x[n + a] + x[n + b])
                    + h1 * (x[n + a - 1] + x[n + b + 1])
                    + h2 * (x[n + a - 2] + x[n + b + 2])
                    + h3 * (x[n + a - 3] + x[n + b + 3]);
        }
    }

    private static void accumulate(float[] x, int before, int after, float tap, float[] y, int from, int to) {
        for (int n = from; n < to; n++) {
            y[n] += tap * (x[n + before] + x[n + after]);
        }
    }
}
