package io.ecganalyzer.analysis.quality;

import java.util.Arrays;

/**
 * Mains hum: the amplitude at 50 and 60 Hz against that at the frequencies beside, which a QRS complex or muscle noise fills as well. Over
 * blocks of a second, in which whole numbers of hertz do not disturb each other.
 */
final class Hum {
    private static final int[] MAINS_HZ = {50, 60};
    private static final int ASIDE_HZ = 3;

    /** How far hum stands out in power; noise alone stays below in all but one of a thousand windows. */
    private static final double STANDS_OUT = 8;

    /** In units of the samples: nothing smaller is in whole numbers, and what rounding leaves of sums that cancel is far smaller. */
    private static final double LEAST_AMPLITUDE = 1e-3;

    /** Hum does not come and go: every third block tells enough, and costs a third. */
    private static final int EVERY = 3;

    private final int block;

    /** After so many samples both mains frequencies begin anew; a block where the rate is no whole number. */
    private final int period;

    /** The sum of the samples at each place of a period, over a block. */
    private final long[] folded;

    /** For each frequency, as far as the rate reaches: cosines and sines over a period, and what is beside it. */
    private final double[][] cos = new double[MAINS_HZ.length][];

    private final double[][] sin = new double[MAINS_HZ.length][];
    private final Sidebands[] sidebands = new Sidebands[MAINS_HZ.length];
    private final boolean[] known = new boolean[MAINS_HZ.length];

    Hum(double samplingRateHz) {
        block = (int) Math.round(samplingRateHz);
        period = block == samplingRateHz ? block / greatestCommonDivisor(block, MAINS_HZ) : block;
        folded = new long[period];
        for (int f = 0; f < MAINS_HZ.length; f++) {
            known[f] = MAINS_HZ[f] + ASIDE_HZ < samplingRateHz / 2;
            if (known[f]) {
                cos[f] = new double[period];
                sin[f] = new double[period];
                Turns.fill(2 * Math.PI * MAINS_HZ[f] / samplingRateHz, cos[f], sin[f]);
                sidebands[f] = new Sidebands(MAINS_HZ[f] - ASIDE_HZ, MAINS_HZ[f] + ASIDE_HZ, samplingRateHz);
            }
        }
    }

    static int greatestCommonDivisor(int first, int... others) {
        int divisor = first;
        for (int other : others) {
            for (int rest = other; rest != 0; ) {
                int next = divisor % rest;
                divisor = rest;
                rest = next;
            }
        }
        return divisor;
    }

    /** Hum in the first samples of an array; frequency 0 where there is none. */
    Found find(int[] samples, int length) {
        double[] at = new double[MAINS_HZ.length];
        int blocks = 0;
        for (int start = 0; start + block <= length; start += EVERY * block) {
            addMainsPower(samples, start, at);
            blocks++;
        }
        Found found = new Found(0, 0);
        for (int f = 0; f < MAINS_HZ.length; f++) {
            double amplitude = 2 * Math.sqrt(at[f] / Math.max(1, blocks)) / block;
            if (known[f]
                    && amplitude > Math.max(LEAST_AMPLITUDE, found.amplitude)
                    && at[f] > STANDS_OUT * aside(samples, length, f, at[f])) {
                found = new Found(MAINS_HZ[f], amplitude);
            }
        }
        return found;
    }

    /** The power beside a frequency, or as much of it as shows that there is no hum: that of the first block, mostly. */
    private double aside(int[] samples, int length, int f, double at) {
        double aside = 0;
        for (int start = 0; start + block <= length && at > STANDS_OUT * aside; start += EVERY * block) {
            aside += sidebands[f].power(samples, start);
        }
        return aside;
    }

    /** Adds the power at the mains frequencies: periods are added up first, exactly, and only their sum is multiplied. */
    private void addMainsPower(int[] samples, int start, double[] power) {
        long level = (long) samples[start] * (block / period);
        Arrays.fill(folded, -level);
        for (int from = start; from < start + block; from += period) {
            for (int i = 0; i < period; i++) {
                folded[i] += samples[from + i];
            }
        }
        for (int f = 0; f < MAINS_HZ.length; f++) {
            power[f] += known[f] ? power(cos[f], sin[f]) : 0;
        }
    }

    private double power(double[] cos, double[] sin) {
        double c = 0;
        double s = 0;
        for (int i = 0; i < period; i++) {
            c += folded[i] * cos[i];
            s += folded[i] * sin[i];
        }
        return c * c + s * s;
    }

    /**
     * @param frequencyHz 50 or 60, or 0 for none
     * @param amplitude half of peak to peak, in units of the samples
     */
    record Found(int frequencyHz, double amplitude) {}
}
