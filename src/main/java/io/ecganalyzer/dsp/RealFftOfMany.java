package io.ecganalyzer.dsp;

import java.util.Arrays;

/**
 * What {@link RealFft} does, for many signals side by side and bit for bit the same: every step is a loop over the signals, of which C2
 * makes vectors, as it does not of the steps within one signal. Not safe for many threads.
 */
final class RealFftOfMany {
    private final RealFft one;
    private final int half;

    /** For each place of the transform one value of every signal. */
    private final double[][] re;

    private final double[][] im;
    private final double[] x;
    private final double[] y;

    /**
     * @param length a power of two, 4 or more
     * @param most signals at a time
     */
    RealFftOfMany(int length, int most) {
        one = new RealFft(length);
        half = length / 2;
        re = new double[half][most];
        im = new double[half][most];
        x = new double[most];
        y = new double[most];
    }

    /** Where the {@code i}-th sample of every signal is to be put, before each transform anew. */
    double[] sample(int i) {
        return (i % 2 == 0 ? re : im)[one.reversed(i / 2)];
    }

    /** Transforms signals; those samples from a certain one on are 0. */
    void transform(int signals, int samples) {
        for (int i = samples; i < 2 * half; i++) {
            Arrays.fill(sample(i), 0, signals, 0);
        }
        for (int i = 0; i < half; i += 2) {
            first(re[i], im[i], re[i + 1], im[i + 1], signals);
        }
        for (int size = 4; size <= half; size *= 2) {
            int middle = size / 2;
            int step = 2 * half / size;
            for (int block = 0; block < half; block += size) {
                for (int i = 0; i < middle; i++) {
                    int low = block + i;
                    int high = low + middle;
                    butterfly(re[low], im[low], re[high], im[high], one.cos(i * step), one.sin(i * step), signals);
                }
            }
        }
    }

    private static void first(double[] reLow, double[] imLow, double[] reHigh, double[] imHigh, int signals) {
        for (int s = 0; s < signals; s++) {
            double a = reHigh[s];
            double b = imHigh[s];
            reHigh[s] = reLow[s] - a;
            imHigh[s] = imLow[s] - b;
            reLow[s] += a;
            imLow[s] += b;
        }
    }

    private static void butterfly(
            double[] reLow, double[] imLow, double[] reHigh, double[] imHigh, double cos, double sin, int signals) {
        for (int s = 0; s < signals; s++) {
            double a = reHigh[s] * cos + imHigh[s] * sin;
            double b = imHigh[s] * cos - reHigh[s] * sin;
            reHigh[s] = reLow[s] - a;
            imHigh[s] = imLow[s] - b;
            reLow[s] += a;
            imLow[s] += b;
        }
    }

    /** Adds the squared magnitude of each signal at a frequency above 0 and below half the rate. */
    void addPower(int k, double[] power, int signals) {
        unfold(re[k], im[k], re[half - k], im[half - k], one.cos(k), one.sin(k), power, signals);
    }

    /** Adds that at frequency 0. */
    void addConstant(double[] power, int signals) {
        for (int s = 0; s < signals; s++) {
            power[s] += (re[0][s] + im[0][s]) * (re[0][s] + im[0][s]);
        }
    }

    private void unfold(
            double[] re1,
            double[] im1,
            double[] re2,
            double[] im2,
            double cos,
            double sin,
            double[] power,
            int signals) {
        for (int s = 0; s < signals; s++) {
            double evenRe = (re1[s] + re2[s]) / 2;
            double evenIm = (im1[s] - im2[s]) / 2;
            double oddRe = (im1[s] + im2[s]) / 2;
            double oddIm = (re2[s] - re1[s]) / 2;
            x[s] = evenRe + oddRe * cos + oddIm * sin;
            y[s] = evenIm + oddIm * cos - oddRe * sin;
        }
        for (int s = 0; s < signals; s++) {
            power[s] += x[s] * x[s] + y[s] * y[s];
        }
    }
}
