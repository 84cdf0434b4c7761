package io.ecganalyzer.analysis.quality;

import java.util.Arrays;

/**
 * A deliberately simple QRS detector, whose agreement with a good one tells how clear a signal is (Li Q, Mark RG, Clifford GD. Robust heart
 * rate estimation from multiple asynchronous noisy sources using signal quality indices and a Kalman filter. Physiol Meas 29:15-32,
 * 2008): the squared slope, averaged over 100 ms, above a third of its typical maximum.
 */
final class SecondDetector {
    private static final double SLOPE_S = 0.02;
    private static final double AVERAGE_S = 0.1;
    private static final double REFRACTORY_S = 0.25;
    private static final double MATCH_S = 0.15;
    private static final double THRESHOLD = 0.25;
    private static final int NONE = -1;

    private final int slope;
    private final int average;
    private final int refractory;
    private final int match;

    /** Used again for the next windows. */
    private double[][] energy = {};

    SecondDetector(double samplingRateHz) {
        slope = Math.max(1, (int) Math.round(SLOPE_S * samplingRateHz));
        average = Math.max(1, (int) Math.round(AVERAGE_S * samplingRateHz));
        refractory = (int) Math.round(REFRACTORY_S * samplingRateHz);
        match = (int) Math.round(MATCH_S * samplingRateHz);
    }

    /**
     * Places of the beats in each of some windows.
     *
     * @param x sample after sample one value of every window
     * @param n samples of a window
     */
    int[][] detect(double[][] x, int n, int windows) {
        double[][] energy = energy(x, n, windows);
        double[] threshold = thresholds(energy, n, windows);
        // What a sample must exceed: the best since the last beat, or the threshold where there is none.
        double[] level = threshold.clone();
        int[][] beats = new int[windows][n / Math.max(1, refractory) + 3];
        int[] counts = new int[windows];
        int[] best = new int[windows];
        Arrays.fill(best, NONE);
        int due = Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            double[] now = energy[i];
            for (int w = 0; w < windows; w++) {
                if (now[w] > level[w]) {
                    level[w] = now[w];
                    best[w] = i;
                    due = Math.min(due, i + refractory);
                }
            }
            if (i >= due) {
                due = Integer.MAX_VALUE;
                for (int w = 0; w < windows; w++) {
                    if (best[w] != NONE && i - best[w] >= refractory) {
                        beats[w][counts[w]++] = best[w];
                        best[w] = NONE;
                        level[w] = threshold[w];
                    }
                    due = best[w] == NONE ? due : Math.min(due, best[w] + refractory);
                }
            }
        }
        for (int w = 0; w < windows; w++) {
            if (best[w] != NONE) {
                beats[w][counts[w]++] = best[w];
            }
            beats[w] = Arrays.copyOf(beats[w], counts[w]);
        }
        return beats;
    }

    /** F1 of beats found against beats given, both ascending; 1 where there are none of either. */
    double agreement(int[] found, int[] given) {
        int matched = 0;
        int next = 0;
        for (int beat : found) {
            while (next < given.length && given[next] < beat - match) {
                next++;
            }
            if (next < given.length && given[next] <= beat + match) {
                matched++;
                next++;
            }
        }
        int all = found.length + given.length;
        return all == 0 ? 1 : 2.0 * matched / all;
    }

    /** The squared slope, averaged around each sample; 0 at the end. */
    private double[][] energy(double[][] x, int n, int windows) {
        if (energy.length < n || energy[0].length < windows) {
            energy = new double[n][windows];
        }
        double[] sum = new double[windows];
        int later = (average + slope) / 2;
        for (int i = 0; i < n; i++) {
            int gone = Math.max(0, i - average);
            slide(sum, x[i], x[before(i)], x[gone], x[before(gone)], energy[Math.max(0, i - later)]);
        }
        for (int i = Math.max(0, n - later); i < n; i++) {
            Arrays.fill(energy[i], 0);
        }
        return energy;
    }

    /** Where a slope begins; before the window everything stands still. */
    private int before(int i) {
        return i < slope ? i : i - slope;
    }

    private static void slide(
            double[] sum, double[] in, double[] beforeIn, double[] out, double[] beforeOut, double[] energy) {
        for (int w = 0; w < sum.length; w++) {
            double gained = in[w] - beforeIn[w];
            double lost = out[w] - beforeOut[w];
            sum[w] += gained * gained - lost * lost;
            energy[w] = sum[w];
        }
    }

    /** A part of the median of the maxima of 2 s: one artefact does not set it. Nothing is above it where nothing moves. */
    private double[] thresholds(double[][] energy, int n, int windows) {
        int block = Math.max(1, Math.min(n, (int) (8 * (long) refractory)));
        double[][] maxima = new double[(n + block - 1) / block][windows];
        for (int i = 0; i < n; i++) {
            raise(maxima[i / block], energy[i]);
        }
        double[] threshold = new double[windows];
        double[] sorted = new double[maxima.length];
        for (int w = 0; w < windows; w++) {
            for (int k = 0; k < maxima.length; k++) {
                sorted[k] = maxima[k][w];
            }
            Arrays.sort(sorted);
            double typical = THRESHOLD * sorted[maxima.length / 2];
            threshold[w] = typical > 0 ? typical : Double.POSITIVE_INFINITY;
        }
        return threshold;
    }

    private static void raise(double[] highest, double[] x) {
        for (int w = 0; w < highest.length; w++) {
            highest[w] = Math.max(highest[w], x[w]);
        }
    }
}
