package io.ecganalyzer.dsp;

import java.util.Arrays;

/** A window that slides over values and tells its quantiles. Insertion into a sorted array: fast for windows of a few hundred. */
public final class SortedWindow {
    private final double[] sorted;
    private int size;

    public SortedWindow(int capacity) {
        sorted = new double[capacity];
    }

    /** Adds a value that is no NaN; the window must not be full. */
    public void add(double value) {
        int at = placeOf(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    /** Takes out a value that is in the window. */
    public void remove(double value) {
        int at = placeOf(value);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        size--;
    }

    /**
     * A quantile, interpolated between the two nearest values (Hyndman and Fan 1996, definition 7).
     *
     * @param q from 0 to 1
     */
    public double quantile(double q) {
        double place = q * (size - 1);
        int below = (int) place;
        int above = Math.min(below + 1, size - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private int placeOf(double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        return at < 0 ? -at - 1 : at;
    }
}
