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

    private final int slope;
    private final int average;
    private final int refractory;
    private final int match;

    SecondDetector(double samplingRateHz) {
        slope = Math.max(1, (int) Math.round(SLOPE_S * samplingRateHz));
        average = Math.max(1, (int) Math.round(AVERAGE_S * samplingRateHz));
        refractory = (int) Math.round(REFRACTORY_S * samplingRateHz);
        match = (int) Math.round(MATCH_S * samplingRateHz);
    }

    /** Places of the beats in a window, as indices of the signal; how many is the first element. */
    int[] detect(double[] signal, int n) {
        double[] energy = energy(signal, n);
        double threshold = THRESHOLD * typicalMaximum(energy, n);
        int[] beats = new int[n / Math.max(1, refractory) + 3];
        int count = 0;
        int best = -1;
        for (int i = 0; i < n && threshold > 0; i++) {
            if (energy[i] > threshold && (best < 0 || energy[i] > energy[best])) {
                best = i;
            }
            if (best >= 0 && i - best >= refractory) {
                beats[++count] = best;
                best = -1;
            }
        }
        if (best >= 0) {
            beats[++count] = best;
        }
        beats[0] = count;
        return beats;
    }

    /** F1 of beats found against beats given, both ascending; 1 where there are none of either. */
    double agreement(int[] found, int[] given, int givenFrom, int givenTo, int offset) {
        int matched = 0;
        int next = givenFrom;
        for (int i = 1; i <= found[0]; i++) {
            while (next < givenTo && given[next] - offset < found[i] - match) {
                next++;
            }
            if (next < givenTo && given[next] - offset <= found[i] + match) {
                matched++;
                next++;
            }
        }
        int all = found[0] + givenTo - givenFrom;
        return all == 0 ? 1 : 2.0 * matched / all;
    }

    private double[] energy(double[] signal, int n) {
        double[] squared = new double[n];
        for (int i = slope; i < n; i++) {
            double d = signal[i] - signal[i - slope];
            squared[i] = d * d;
        }
        double[] energy = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += squared[i] - (i >= average ? squared[i - average] : 0);
            // Math.max takes longer than all the rest, for the sake of -0 and NaN.
            energy[Math.max(0, i - (average + slope) / 2)] = sum > 0 ? sum : 0;
        }
        return energy;
    }

    /** The median of the maxima of 2 s: one artefact does not set it. */
    private double typicalMaximum(double[] energy, int n) {
        int block = Math.max(1, Math.min(n, (int) (8 * (long) refractory)));
        double[] maxima = new double[(n + block - 1) / block];
        for (int k = 0; k < maxima.length; k++) {
            double highest = 0;
            for (int i = k * block; i < Math.min(n, (k + 1) * block); i++) {
                highest = energy[i] > highest ? energy[i] : highest;
            }
            maxima[k] = highest;
        }
        Arrays.sort(maxima);
        return maxima[maxima.length / 2];
    }
}
