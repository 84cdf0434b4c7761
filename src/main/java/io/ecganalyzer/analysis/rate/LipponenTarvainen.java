package io.ecganalyzer.analysis.rate;

import io.ecganalyzer.dsp.SortedWindow;
import java.util.Arrays;

/**
 * Beats that are ectopic, missed, extra, or too early or late, told by thresholds that follow the variability of the 91 intervals
 * around (Lipponen JA, Tarvainen MP. A robust algorithm for heart rate variability time series artefact correction using novel beat
 * classification. J Med Eng Technol 43:173-181, 2019). The symbols are those of the paper.
 *
 * <p>The paper corrects what it finds; here the intervals are only left out. So there is one condition more: an interval within 10 %
 * of the median of the eleven around it is kept, such as the first one after the pause that follows a premature beat, whose
 * difference from that pause is large. And no difference under 50 ms counts: in a paced rhythm the variability is that of the sampling.
 */
final class LipponenTarvainen {
    private static final double ALPHA = 5.2;
    private static final int THRESHOLD_WINDOW = 91;
    private static final int MEDIAN_WINDOW = 11;
    private static final double C1 = 0.13;
    private static final double C2 = 0.17;
    private static final double LEAST_THRESHOLD_MS = 50;
    private static final double NEAR_MEDIAN = 0.1;

    private final int n;
    private final double[] rr;
    private final double[] dRr;
    private final double[] median;
    private final double[] mRr;
    private final double[] th2;
    private final RrKind[] kinds;

    LipponenTarvainen(RrIntervals intervals) {
        n = intervals.count();
        rr = intervals.allMs();
        median = medians(rr);
        kinds = new RrKind[n];
        double[] differences = new double[n];
        double[] deviations = new double[n];
        for (int i = 0; i < n; i++) {
            differences[i] = i == 0 ? 0 : rr[i] - rr[i - 1];
            double deviation = rr[i] - median[i];
            // Equation 5: a short interval lies nearer to the median than a long one that is as wrong.
            deviations[i] = deviation < 0 ? 2 * deviation : deviation;
        }
        dRr = normalised(differences, thresholds(differences));
        th2 = thresholds(deviations);
        mRr = normalised(deviations, th2);
    }

    RrKind[] classify() {
        Arrays.fill(kinds, RrKind.NORMAL);
        for (int i = 1; i < n; i++) {
            if (isEctopic(i)) {
                flag(i - 1, RrKind.ECTOPIC);
                flag(i, RrKind.ECTOPIC);
            }
        }
        for (int i = 0; i < n; i++) {
            if (Math.abs(dRr[i]) > 1 && kinds[i] == RrKind.NORMAL) {
                judge(i);
                // The following interval belongs to the same event where its own difference is the smaller one.
                if (i + 2 < n && Math.abs(dRr[i + 1]) < Math.abs(dRr[i + 2])) {
                    judge(i + 1);
                }
            }
        }
        return kinds;
    }

    /** Equations 7 to 9: the two intervals around an ectopic beat differ much, and each from its other neighbour the other way. */
    private boolean isEctopic(int i) {
        double d = dRr[i];
        if (d > 1) {
            return Math.max(dRr(i - 1), dRr(i + 1)) < -C1 * d - C2;
        }
        return d < -1 && Math.min(dRr(i - 1), dRr(i + 1)) > -C1 * d + C2;
    }

    /** Equations 10 to 12: long or short, and whether that is because of a missed or an extra beat. */
    private void judge(int i) {
        boolean longer = dRr[i] > 1 && Math.min(dRr(i + 1), dRr(i + 2)) < -1;
        boolean shorter = dRr[i] < -1 && Math.max(dRr(i + 1), dRr(i + 2)) > 1;
        boolean far = Math.abs(mRr[i]) > 3;
        if (!longer && !shorter && !far) {
            return;
        }
        if (longer && Math.abs(rr[i] / 2 - median[i]) < th2[i]) {
            flag(i, RrKind.MISSED);
        } else if (shorter && i + 1 < n && Math.abs(rr[i] + rr[i + 1] - median[i]) < th2[i]) {
            flag(i, RrKind.EXTRA);
            flag(i + 1, RrKind.EXTRA);
        } else {
            flag(i, rr[i] > median[i] ? RrKind.LONG : RrKind.SHORT);
        }
    }

    private void flag(int i, RrKind kind) {
        if (kinds[i] == RrKind.NORMAL && Math.abs(rr[i] - median[i]) > NEAR_MEDIAN * median[i]) {
            kinds[i] = kind;
        }
    }

    private double dRr(int i) {
        return i < 0 || i >= n ? 0 : dRr[i];
    }

    private static double[] normalised(double[] values, double[] thresholds) {
        double[] normalised = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            normalised[i] = values[i] / thresholds[i];
        }
        return normalised;
    }

    /** Equation 2: the quartile deviation of the magnitudes around, times α. */
    private static double[] thresholds(double[] values) {
        double[] magnitudes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            magnitudes[i] = Math.abs(values[i]);
        }
        double[] lower = rolling(magnitudes, THRESHOLD_WINDOW, 0.25);
        double[] upper = rolling(magnitudes, THRESHOLD_WINDOW, 0.75);
        double[] thresholds = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            thresholds[i] = Math.max(LEAST_THRESHOLD_MS, ALPHA * (upper[i] - lower[i]) / 2);
        }
        return thresholds;
    }

    private static double[] medians(double[] values) {
        return rolling(values, MEDIAN_WINDOW, 0.5);
    }

    /** A quantile of the values around each; at the ends of those that are there. */
    private static double[] rolling(double[] values, int width, double quantile) {
        SortedWindow window = new SortedWindow(width + 1);
        double[] quantiles = new double[values.length];
        int reach = width / 2;
        int end = 0;
        for (int i = 0; i < values.length; i++) {
            while (end < values.length && end <= i + reach) {
                window.add(values[end++]);
            }
            if (i - reach - 1 >= 0) {
                window.remove(values[i - reach - 1]);
            }
            quantiles[i] = window.quantile(quantile);
        }
        return quantiles;
    }
}
