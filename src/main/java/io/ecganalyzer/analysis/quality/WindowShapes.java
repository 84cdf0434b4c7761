package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.dsp.WelchOfMany;
import java.util.Arrays;

/**
 * The wave shape, the spectrum and the beats by a simple detector of some windows of one length, all windows side by side: every step is
 * a loop over them, of which C2 makes vectors. Not safe for many threads.
 */
final class WindowShapes {
    /** Windows at a time: enough for the vectors, few enough for the second-level cache. */
    static final int MOST = 32;

    /** The wave shapes and the spectral indices need no more than 40 Hz: samples are averaged down to this rate or a little above. */
    private static final double REDUCED_HZ = 120;

    private static final double HIGHEST_HZ = 40;
    private static final int SPECTRUM_LENGTH = 512;

    private final double reducedRateHz;
    private final int reduction;
    private final int most;
    private final SecondDetector detector;
    private final double[] kurtosis;
    private final double[] aboveBaseline;
    private final double[] all;
    private final double[] qrsBand;
    private final double[] signal;

    /** Sample after sample one value of every window. */
    private double[][] x = {};

    /** Its tables serve all windows of a length. */
    private WelchOfMany welch;

    private int[][] beats = {};
    private int length;
    private int count;

    /** @param most windows at a time, at most {@link #MOST}: of fewer, less memory has to be cleared and less of the cache is taken */
    WindowShapes(double samplingRateHz, int most) {
        this.most = most;
        kurtosis = new double[most];
        aboveBaseline = new double[most];
        all = new double[most];
        qrsBand = new double[most];
        signal = new double[most];
        reduction = Math.max(1, (int) (samplingRateHz / REDUCED_HZ));
        reducedRateHz = samplingRateHz / reduction;
        detector = new SecondDetector(reducedRateHz);
    }

    /** Begins anew, with windows of so many samples. */
    void clear(int samples) {
        length = samples / reduction;
        count = 0;
        if (x.length < length) {
            x = new double[length][most];
        }
    }

    /** Whether there is room for no other window until it is cleared. */
    boolean isFull() {
        return count == most;
    }

    /** Adds a window: the first samples of an array. */
    void add(int[] samples) {
        for (int k = 0; k < length; k++) {
            x[k][count] = sum(samples, k * reduction, reduction);
        }
        count++;
    }

    private static long sum(int[] samples, int from, int count) {
        // The usual two or three without the beginning and the end of a loop.
        if (count == 2) {
            return (long) samples[from] + samples[from + 1];
        }
        if (count == 3) {
            return (long) samples[from] + samples[from + 1] + samples[from + 2];
        }
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += samples[i];
        }
        return sum;
    }

    /** Measures the windows that were added, once. */
    void measure() {
        reduceAndMeasureKurtosis();
        int segment = Math.min(length, SPECTRUM_LENGTH);
        if (welch == null || welch.segment() != segment) {
            welch = new WelchOfMany(reducedRateHz, segment, SPECTRUM_LENGTH, HIGHEST_HZ, most);
        }
        welch.take(x, length, count);
        welch.power(1, HIGHEST_HZ, aboveBaseline, count);
        welch.power(0, HIGHEST_HZ, all, count);
        welch.power(5, 15, qrsBand, count);
        welch.power(5, HIGHEST_HZ, signal, count);
        beats = detector.detect(x, length, count);
    }

    private void reduceAndMeasureKurtosis() {
        double[] mean = new double[most];
        double[] second = new double[most];
        double[] fourth = new double[most];
        for (int k = 0; k < length; k++) {
            divideAndAdd(x[k], reduction, mean, count);
        }
        for (int w = 0; w < count; w++) {
            mean[w] /= length;
        }
        for (int k = 0; k < length; k++) {
            addPowers(second, fourth, x[k], mean, count);
        }
        for (int w = 0; w < count; w++) {
            kurtosis[w] = length * fourth[w] / (second[w] * second[w]);
        }
    }

    private static void divideAndAdd(double[] x, double divisor, double[] sum, int count) {
        for (int w = 0; w < count; w++) {
            double quotient = x[w] / divisor;
            x[w] = quotient;
            sum[w] += quotient;
        }
    }

    private static void addPowers(double[] second, double[] fourth, double[] x, double[] mean, int count) {
        for (int w = 0; w < count; w++) {
            double square = (x[w] - mean[w]) * (x[w] - mean[w]);
            second[w] += square;
            fourth[w] += square * square;
        }
    }

    /** Of the samples of a window. */
    double kurtosis(int window) {
        return kurtosis[window];
    }

    /** Power from 5 to 15 Hz of that from 5 to 40 Hz. */
    double qrsBand(int window) {
        return qrsBand[window] / signal[window];
    }

    /** Power from 1 to 40 Hz of that from 0 to 40 Hz. */
    double aboveBaseline(int window) {
        return aboveBaseline[window] / all[window];
    }

    /** F1 of the simple detector's beats against given ones. */
    double agreement(int window, int[] given) {
        int[] reduced = Arrays.stream(given).map(sample -> sample / reduction).toArray();
        return detector.agreement(beats[window], reduced);
    }
}
