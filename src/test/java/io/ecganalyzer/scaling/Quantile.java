package io.ecganalyzer.scaling;

import java.util.Arrays;

/** All values, for their mean and quantiles. */
final class Quantile {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    double mean() {
        return Arrays.stream(values, 0, size).average().orElse(0);
    }

    double quantile(double p) {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return size == 0 ? 0 : sorted[Math.min(size - 1, (int) Math.floor(p * size))];
    }
}
