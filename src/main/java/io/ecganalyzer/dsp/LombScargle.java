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
        double[] nextCos = new double[n];
        double[] nextSin = new double[n];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * stepHz * (seconds[i] - seconds[0]);
            turnCos[i] = Math.cos(angle);
            turnSin[i] = Math.sin(angle);
            nextCos[i] = 1;
        }
        double[] power = new double[2];
        for (int k = 1; k < sum.length; k += 2) {
            turn(nextCos, nextSin, turnCos, turnSin, cos, sin);
            turn(cos, sin, turnCos, turnSin, nextCos, nextSin);
            periodograms(y, cos, sin, nextCos, nextSin, power);
            for (int either = 0; either < 2 && k + either < sum.length; either++) {
                sum[k + either] += 2 * power[either] * durationS / n;
            }
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
    private static void turn(
            double[] cos, double[] sin, double[] turnCos, double[] turnSin, double[] nextCos, double[] nextSin) {
        for (int i = 0; i < cos.length; i++) {
            nextCos[i] = cos[i] * turnCos[i] - sin[i] * turnSin[i];
            nextSin[i] = sin[i] * turnCos[i] + cos[i] * turnSin[i];
        }
    }

    /** At two frequencies in one loop: each sum waits for its own last addition, eight of them no longer than four. */
    private static void periodograms(
            double[] y, double[] cosA, double[] sinA, double[] cosB, double[] sinB, double[] power) {
        double ycA = 0;
        double ysA = 0;
        double ccA = 0;
        double csA = 0;
        double ycB = 0;
        double ysB = 0;
        double ccB = 0;
        double csB = 0;
        for (int i = 0; i < y.length; i++) {
            ycA += y[i] * cosA[i];
            ysA += y[i] * sinA[i];
            ccA += cosA[i] * cosA[i];
            csA += cosA[i] * sinA[i];
            ycB += y[i] * cosB[i];
            ysB += y[i] * sinB[i];
            ccB += cosB[i] * cosB[i];
            csB += cosB[i] * sinB[i];
        }
        power[0] = periodogram(y.length, ycA, ysA, ccA, csA);
        power[1] = periodogram(y.length, ycB, ysB, ccB, csB);
    }

    /**
     * With τ chosen so that Σ cos ω(t-τ) sin ω(t-τ) = 0, the two sums below part: P = ½ (YC²/CC + YS²/SS). They follow from the sums
     * at τ = 0 by a rotation (Press and Rybicki 1989, equations 5 to 13).
     */
    private static double periodogram(int n, double yc, double ys, double cc, double cs) {
        double ss = n - cc;
        double twice = Math.atan2(2 * cs, cc - ss);
        double c = Math.cos(twice / 2);
        double s = Math.sin(twice / 2);
        double turnedYc = yc * c + ys * s;
        double turnedYs = ys * c - yc * s;
        double turnedCc = cc * c * c + 2 * cs * c * s + ss * s * s;
        double turnedSs = n - turnedCc;
        double power = 0;
        if (turnedCc > 1e-9 * n) {
            power += turnedYc * turnedYc / turnedCc;
        }
        if (turnedSs > 1e-9 * n) {
            power += turnedYs * turnedYs / turnedSs;
        }
        return power / 2;
    }
}
