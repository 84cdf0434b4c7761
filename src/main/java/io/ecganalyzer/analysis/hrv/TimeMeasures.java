package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.rate.RrIntervals;
import java.util.Arrays;

/** Statistics of NN intervals and of the differences of those that follow each other. */
final class TimeMeasures {
    private final double[] nn;
    private final double[] differences;
    private final double meanMs;

    TimeMeasures(RrIntervals intervals) {
        nn = intervals.allMs();
        double[] all = new double[nn.length];
        int n = 0;
        for (int i = 1; i < nn.length; i++) {
            if (intervals.adjoins(i)) {
                // Of whole samples, so that a difference of exactly 50 ms is no more than 50 ms.
                all[n++] = (intervals.samples(i) - intervals.samples(i - 1)) * 1000.0 / intervals.samplingRateHz();
            }
        }
        differences = Arrays.copyOf(all, n);
        meanMs = mean(nn);
    }

    double[] nn() {
        return nn;
    }

    int differences() {
        return differences.length;
    }

    double meanMs() {
        return meanMs;
    }

    double sdnnMs() {
        return deviation(nn);
    }

    double rmssdMs() {
        double squares = 0;
        for (double difference : differences) {
            squares += difference * difference;
        }
        return Math.sqrt(squares / differences.length);
    }

    double sdsdMs() {
        return deviation(differences);
    }

    double cvnn() {
        return sdnnMs() / meanMs;
    }

    /** Differences above a bound in percent of all NN intervals, as the Task Force counts them (not of all differences). */
    double pnnPercent(double boundMs) {
        int above = 0;
        for (double difference : differences) {
            above += Math.abs(difference) > boundMs ? 1 : 0;
        }
        return 100.0 * above / nn.length;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** With the divisor n - 1. */
    static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
