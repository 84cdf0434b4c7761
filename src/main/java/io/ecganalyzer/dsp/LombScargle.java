package io.ecganalyzer.dsp;

/**
 * The power spectral density of a signal whose samples stand at any times (Lomb 1976, Scargle 1982), averaged over segments.
 *
 * <p>Scargle's periodogram P(f) of N samples over T seconds becomes a one-sided density by 2 P T / N, which for even sampling is the
 * ordinary periodogram.
 */
public final class LombScargle {
    private final double stepHz;
    private final double[] sum;
    private int segments;

    /** At the frequencies k · stepHz, k = 1 … count; what it returns has a 0 for k = 0. */
    public LombScargle(double stepHz, int count) {
        this.stepHz = stepHz;
        sum = new double[count + 1];
    }

    /**
     * Adds a segment; its straight line is taken away first.
     *
     * @param seconds ascending, no two the same
     * @param values one for each
     * @param durationS how long the segment stands for
     */
    public void add(double[] seconds, double[] values, double durationS) {
        int n = values.length;
        double[] y = values.clone();
        LinearTrend.remove(seconds, y, n);
        double[] turnCos = new double[n];
        double[] turnSin = new double[n];
        double[] cos = new double[n];
        double[] sin = new double[n];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * stepHz * (seconds[i] - seconds[0]);
            turnCos[i] = Math.cos(angle);
            turnSin[i] = Math.sin(angle);
            cos[i] = 1;
        }
        for (int k = 1; k < sum.length; k++) {
            turn(cos, sin, turnCos, turnSin);
            sum[k] += 2 * periodogram(y, cos, sin) * durationS / n;
        }
        segments++;
    }

    public int segments() {
        return segments;
    }

    public double[] density() {
        double[] density = sum.clone();
        for (int k = 0; k < density.length; k++) {
            density[k] /= Math.max(1, segments);
        }
        return density;
    }

    /** From one frequency to the next: cheaper than a sine and a cosine for each sample, and exact to 1e-12 over hundreds. */
    private static void turn(double[] cos, double[] sin, double[] turnCos, double[] turnSin) {
        for (int i = 0; i < cos.length; i++) {
            double c = cos[i] * turnCos[i] - sin[i] * turnSin[i];
            sin[i] = sin[i] * turnCos[i] + cos[i] * turnSin[i];
            cos[i] = c;
        }
    }

    /**
     * With τ chosen so that Σ cos ω(t-τ) sin ω(t-τ) = 0, the two sums below part: P = ½ (YC²/CC + YS²/SS). They follow from the sums
     * at τ = 0 by a rotation (Press and Rybicki 1989, equations 5 to 13).
     */
    private static double periodogram(double[] y, double[] cos, double[] sin) {
        double yc = 0;
        double ys = 0;
        double cc = 0;
        double cs = 0;
        for (int i = 0; i < y.length; i++) {
            yc += y[i] * cos[i];
            ys += y[i] * sin[i];
            cc += cos[i] * cos[i];
            cs += cos[i] * sin[i];
        }
        double ss = y.length - cc;
        double twice = Math.atan2(2 * cs, cc - ss);
        double c = Math.cos(twice / 2);
        double s = Math.sin(twice / 2);
        double turnedYc = yc * c + ys * s;
        double turnedYs = ys * c - yc * s;
        double turnedCc = cc * c * c + 2 * cs * c * s + ss * s * s;
        double turnedSs = y.length - turnedCc;
        double power = 0;
        if (turnedCc > 1e-9 * y.length) {
            power += turnedYc * turnedYc / turnedCc;
        }
        if (turnedSs > 1e-9 * y.length) {
            power += turnedYs * turnedYs / turnedSs;
        }
        return power / 2;
    }
}
