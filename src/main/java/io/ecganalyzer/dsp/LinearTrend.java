package io.ecganalyzer.dsp;

/** The straight line of least squares. */
public final class LinearTrend {
    private LinearTrend() {}

    /** Takes the line through evenly spaced values away from them, in place. */
    public static void remove(double[] values, int count) {
        double mean = mean(values, count);
        double middle = (count - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        double slope = squares == 0 ? 0 : products / squares;
        for (int i = 0; i < count; i++) {
            values[i] -= mean + slope * (i - middle);
        }
    }

    /** Takes the line through values at any places away from them, in place. */
    public static void remove(double[] places, double[] values, int count) {
        double mean = mean(values, count);
        double middle = mean(places, count);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            products += (places[i] - middle) * (values[i] - mean);
            squares += (places[i] - middle) * (places[i] - middle);
        }
        double slope = squares == 0 ? 0 : products / squares;
        for (int i = 0; i < count; i++) {
            values[i] -= mean + slope * (places[i] - middle);
        }
    }

    private static double mean(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum / count;
    }
}
