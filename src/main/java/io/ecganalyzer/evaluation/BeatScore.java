package io.ecganalyzer.evaluation;

/**
 * How a beat detector did. Rates are fractions, NaN where there was nothing to count.
 *
 * @param tp reference beats that were found
 * @param fn reference beats that were missed
 * @param fp detected beats that are none
 * @param errorSumMs sum over found beats of detected less reference time
 * @param errorSquaresMs sum of the squares of the same, in ms²
 */
public record BeatScore(long tp, long fn, long fp, double errorSumMs, double errorSquaresMs) {
    /** Nothing counted yet. */
    public static final BeatScore NONE = new BeatScore(0, 0, 0, 0, 0);

    /** Both together: every beat counts the same, whichever record it is of. */
    public BeatScore plus(BeatScore other) {
        return new BeatScore(
                tp + other.tp,
                fn + other.fn,
                fp + other.fp,
                errorSumMs + other.errorSumMs,
                errorSquaresMs + other.errorSquaresMs);
    }

    /** Reference beats. */
    public long beats() {
        return tp + fn;
    }

    /** Share of the reference beats that were found. */
    public double sensitivity() {
        return ratio(tp, tp + fn);
    }

    /** Share of the detected beats that are beats. */
    public double ppv() {
        return ratio(tp, tp + fp);
    }

    /** Harmonic mean of sensitivity and PPV. */
    public double f1() {
        return ratio(2 * tp, 2 * tp + fn + fp);
    }

    /** Missed and false beats together for each reference beat; may exceed 1. */
    public double errorRate() {
        return ratio(fn + fp, tp + fn);
    }

    /** Mean of detected less reference time, in ms. */
    public double meanErrorMs() {
        return tp == 0 ? Double.NaN : errorSumMs / tp;
    }

    /** Standard deviation (n - 1) of detected less reference time, in ms. */
    public double sdErrorMs() {
        return tp < 2 ? Double.NaN : Math.sqrt(Math.max(0, errorSquaresMs - errorSumMs * errorSumMs / tp) / (tp - 1));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
