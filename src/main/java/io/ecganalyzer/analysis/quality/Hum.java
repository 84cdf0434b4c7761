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

    /** Hum does not come and go: every third block tells enough, and costs a third. */
    private static final int EVERY = 3;

    /** Where the cosines of a frequency stand among its tables: of that below it, of itself, and of that above. */
    private static final int BELOW = 0;

    private static final int MIDDLE = 2;
    private static final int ABOVE = 4;

    private final int block;

    /** After so many samples both mains frequencies begin anew; a block where the rate is no whole number. */
    private final int period;

    /** The sum of the samples at each place of a period, over a block. */
    private final long[] folded;

    /** Six for each frequency: cosines and sines. */
    private final double[][] tables;

    private final boolean[] known = new boolean[MAINS_HZ.length];

    Hum(double samplingRateHz) {
        block = (int) Math.round(samplingRateHz);
        period = block == samplingRateHz ? block / greatestCommonDivisor(block, MAINS_HZ) : block;
        folded = new long[period];
        tables = new double[MAINS_HZ.length * 6][];
        for (int f = 0; f < MAINS_HZ.length; f++) {
            known[f] = MAINS_HZ[f] + ASIDE_HZ < samplingRateHz / 2;
            for (int k = 0; k < 3; k++) {
                double turn = 2 * Math.PI * (MAINS_HZ[f] + (k - 1) * ASIDE_HZ) / samplingRateHz;
                tables[6 * f + 2 * k] = new double[block];
                tables[6 * f + 2 * k + 1] = new double[block];
                turns(turn, tables[6 * f + 2 * k], tables[6 * f + 2 * k + 1]);
            }
        }
    }

    private static int greatestCommonDivisor(int first, int... others) {
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

    /** Cosines and sines of a steadily growing angle: every 32nd by the library, those after it turned on from it by one step each. */
    private static void turns(double turn, double[] cos, double[] sin) {
        double stepCos = Math.cos(turn);
        double stepSin = Math.sin(turn);
        for (int i = 0; i < cos.length; i++) {
            boolean anew = i % 32 == 0;
            cos[i] = anew ? Math.cos(turn * i) : cos[i - 1] * stepCos - sin[i - 1] * stepSin;
            sin[i] = anew ? Math.sin(turn * i) : sin[i - 1] * stepCos + cos[i - 1] * stepSin;
        }
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
            // Without hum, as nearly always, the first block tells that already.
            if (known[f] && amplitude > found.amplitude && at[f] > STANDS_OUT * aside(samples, length, f, at[f])) {
                found = new Found(MAINS_HZ[f], amplitude);
            }
        }
        return found;
    }

    /** The power beside a frequency, or as much of it as shows that there is no hum. */
    private double aside(int[] samples, int length, int f, double at) {
        double aside = 0;
        for (int start = 0; start + block <= length && at > STANDS_OUT * aside; start += EVERY * block) {
            aside += power(samples, start, tables[6 * f + BELOW], tables[6 * f + BELOW + 1]) / 2;
            // Without hum, as nearly always, that tells already.
            if (at > STANDS_OUT * aside) {
                aside += power(samples, start, tables[6 * f + ABOVE], tables[6 * f + ABOVE + 1]) / 2;
            }
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
            power[f] += known[f] ? power(tables[6 * f + MIDDLE], tables[6 * f + MIDDLE + 1]) : 0;
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

    /** Two sums for the cosine and two for the sine, because one addition would wait for the other. */
    private double power(int[] samples, int start, double[] cos, double[] sin) {
        double level = samples[start];
        double c0 = 0;
        double c1 = 0;
        double s0 = 0;
        double s1 = 0;
        for (int i = 0; i + 1 < block; i += 2) {
            double a = samples[start + i] - level;
            double b = samples[start + i + 1] - level;
            c0 += a * cos[i];
            s0 += a * sin[i];
            c1 += b * cos[i + 1];
            s1 += b * sin[i + 1];
        }
        double c = c0 + c1;
        double s = s0 + s1;
        return c * c + s * s;
    }

    /**
     * @param frequencyHz 50 or 60, or 0 for none
     * @param amplitude half of peak to peak, in units of the samples
     */
    record Found(int frequencyHz, double amplitude) {}
}
