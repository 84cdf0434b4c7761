package io.ecganalyzer.scaling;

/**
 * Arrivals over a day: a night's base and one peak before noon, five times the mean of the day at its highest.
 *
 * @param ecgs of the whole day
 */
record Day(double ecgs) {
    static final double SECONDS = 86_400;

    /** The peak over the mean. */
    static final double PEAK = 5;

    static final double PEAK_AT = 10.5 * 3_600;

    private static final double BASE = 0.3;

    /** The width that makes the mean of the day 1: (PEAK - BASE) x width x sqrt(2 pi) = (1 - BASE) x a day. */
    private static final double WIDTH = (1 - BASE) * SECONDS / ((PEAK - BASE) * StrictMath.sqrt(2 * Math.PI));

    /** Arrivals a second at a time of the day. */
    double rate(double second) {
        double z = (second - PEAK_AT) / WIDTH;
        return mean() * (BASE + (PEAK - BASE) * StrictMath.exp(-z * z / 2));
    }

    double mean() {
        return ecgs / SECONDS;
    }

    double peak() {
        return mean() * PEAK;
    }
}
