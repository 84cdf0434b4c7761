package io.ecganalyzer.analysis.quality;

/**
 * The power of a block of samples at the two frequencies beside a third. After some samples the waves of both begin anew, upside down: for
 * 57 and 63 Hz at 360 Hz after 60. What lies so far apart is added up first, every other one with the other sign, and only the sums are
 * multiplied; both frequencies are looked at in one loop, so that no sum waits for its own last addition.
 */
final class Sidebands {
    private final int block;

    /** After so many samples both waves stand upside down; all that count where they never do, or the rate is no whole number. */
    private final int period;

    private final double[] cosBelow;
    private final double[] sinBelow;
    private final double[] cosAbove;
    private final double[] sinAbove;

    /**
     * For blocks of a second.
     *
     * @param belowHz a whole number of hertz
     * @param aboveHz another
     */
    Sidebands(int belowHz, int aboveHz, double samplingRateHz) {
        block = (int) Math.round(samplingRateHz);
        int half = block == samplingRateHz ? halfPeriod(block, belowHz, aboveHz) : block;
        // Of a block with an odd number of samples the last one does not count: the bound on hum was set so.
        period = half == block ? block - block % 2 : half;
        cosBelow = new double[period];
        sinBelow = new double[period];
        cosAbove = new double[period];
        sinAbove = new double[period];
        Turns.fill(2 * Math.PI * belowHz / samplingRateHz, cosBelow, sinBelow);
        Turns.fill(2 * Math.PI * aboveHz / samplingRateHz, cosAbove, sinAbove);
    }

    private static int halfPeriod(int block, int belowHz, int aboveHz) {
        int common = Hum.greatestCommonDivisor(block, belowHz, aboveHz);
        boolean bothTurnOver = belowHz / common % 2 == 1 && aboveHz / common % 2 == 1;
        return bothTurnOver && block % (2 * common) == 0 ? block / (2 * common) : block;
    }

    /** The mean power at the two, of the block that starts there. */
    double power(int[] samples, int start) {
        // There is an even number of halves, so that a level is gone already.
        double level = 2 * period <= block ? 0 : samples[start];
        double cb = 0;
        double sb = 0;
        double ca = 0;
        double sa = 0;
        for (int i = 0; i < period; i++) {
            double x = folded(samples, start + i, start + block - block % 2) - level;
            cb += x * cosBelow[i];
            sb += x * sinBelow[i];
            ca += x * cosAbove[i];
            sa += x * sinAbove[i];
        }
        return (cb * cb + sb * sb) / 2 + (ca * ca + sa * sa) / 2;
    }

    private long folded(int[] samples, int first, int end) {
        long sum = 0;
        int at = first;
        for (; at + period < end; at += 2 * period) {
            sum += (long) samples[at] - samples[at + period];
        }
        return at < end ? sum + samples[at] : sum;
    }
}
