package io.ecganalyzer.dsp;

/**
 * A natural cubic spline: twice continuously differentiable, with no curvature at its ends (Press et al., Numerical Recipes,
 * section 3.3).
 */
public final class CubicSpline {
    private final double[] x;
    private final double[] y;
    private final double[] curvature;
    private final int from;
    private final int to;

    /**
     * Through the points {@code from} to {@code to - 1} of two arrays, which are kept and not copied.
     *
     * @param x ascending, no two the same
     */
    public CubicSpline(double[] x, double[] y, int from, int to) {
        if (to - from < 2) {
            throw new IllegalArgumentException("a spline needs two points, not " + (to - from));
        }
        this.x = x;
        this.y = y;
        this.from = from;
        this.to = to;
        curvature = curvature();
    }

    /**
     * Its values on an even grid within its points.
     *
     * @param start the first place, not before the first point
     * @param step above 0
     */
    public double[] grid(double start, double step, int count) {
        double[] values = new double[count];
        int low = from;
        for (int i = 0; i < count; i++) {
            double at = start + i * step;
            while (low < to - 2 && x[low + 1] < at) {
                low++;
            }
            values[i] = between(low, at);
        }
        return values;
    }

    private double between(int low, double at) {
        double h = x[low + 1] - x[low];
        double a = (x[low + 1] - at) / h;
        double b = (at - x[low]) / h;
        double bend = (a * a * a - a) * curvature[low - from] + (b * b * b - b) * curvature[low + 1 - from];
        return a * y[low] + b * y[low + 1] + bend * h * h / 6;
    }

    /** The second derivative at each point: a tridiagonal system, solved forth and back. */
    private double[] curvature() {
        int n = to - from;
        double[] second = new double[n];
        double[] rest = new double[n];
        for (int i = 1; i < n - 1; i++) {
            int k = from + i;
            double ratio = (x[k] - x[k - 1]) / (x[k + 1] - x[k - 1]);
            double pivot = ratio * second[i - 1] + 2;
            double slope = (y[k + 1] - y[k]) / (x[k + 1] - x[k]) - (y[k] - y[k - 1]) / (x[k] - x[k - 1]);
            second[i] = (ratio - 1) / pivot;
            rest[i] = (6 * slope / (x[k + 1] - x[k - 1]) - ratio * rest[i - 1]) / pivot;
        }
        second[n - 1] = 0;
        for (int i = n - 2; i >= 0; i--) {
            second[i] = second[i] * second[i + 1] + rest[i];
        }
        return second;
    }
}
