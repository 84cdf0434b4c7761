package io.ecganalyzer.analysis.hrv;

/**
 * The histogram of NN intervals in bins of 1/128 s from 0 on, and the two geometric measures of it (Task Force, "Geometrical methods"
 * and figure 2).
 */
final class NnHistogram {
    private static final double BIN_MS = 1000.0 / 128;

    /** Bins below it are empty. */
    private final int first;

    private final int[] counts;
    private final int intervals;
    private final int mode;

    NnHistogram(double[] nnMs) {
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        for (double ms : nnMs) {
            lowest = Math.min(lowest, bin(ms));
            highest = Math.max(highest, bin(ms));
        }
        first = lowest;
        counts = new int[highest - lowest + 1];
        for (double ms : nnMs) {
            counts[bin(ms) - first]++;
        }
        intervals = nnMs.length;
        int fullest = 0;
        for (int i = 1; i < counts.length; i++) {
            fullest = counts[i] > counts[fullest] ? i : fullest;
        }
        mode = fullest;
    }

    double triangularIndex() {
        return (double) intervals / counts[mode];
    }

    /**
     * The base of the triangle from (N, 0) over (mode, height) to (M, 0) whose squared difference from the histogram is least, N and M
     * at bins, 0 outside. The two sides do not depend on each other.
     */
    double tinnMs() {
        return (side(-1) + side(1)) * BIN_MS;
    }

    /** How many bins from the mode the triangle reaches zero on that side: 1 or more. */
    private int side(int direction) {
        int reach = direction > 0 ? counts.length - 1 - mode : mode;
        double best = Double.POSITIVE_INFINITY;
        int bestWidth = 1;
        for (int width = 1; width <= reach + 1; width++) {
            double error = 0;
            for (int i = 1; i <= reach && error < best; i++) {
                double triangle = i < width ? counts[mode] * (1 - (double) i / width) : 0;
                double difference = counts[mode + direction * i] - triangle;
                error += difference * difference;
            }
            if (error < best) {
                best = error;
                bestWidth = width;
            }
        }
        return bestWidth;
    }

    private static int bin(double ms) {
        return (int) (ms / BIN_MS);
    }
}
