package io.ecganalyzer.analysis.quality;

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

    private final int block;
    private final double[][] tables;
    private final boolean[] known = new boolean[MAINS_HZ.length];

    Hum(double samplingRateHz) {
        block = (int) Math.round(samplingRateHz);
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

    /** Hum in a window; frequency 0 where there is none. */
    Found find(int[] samples, int from, int to) {
        Found found = new Found(0, 0);
        for (int f = 0; f < MAINS_HZ.length; f++) {
            if (known[f]) {
                double at = 0;
                int blocks = 0;
                for (int start = from; start + block <= to; start += EVERY * block) {
                    at += power(samples, start, 6 * f + 2);
                    blocks++;
                }
                // Without hum, as nearly always, the first block tells that already.
                double aside = 0;
                for (int start = from; start + block <= to && at > STANDS_OUT * aside; start += EVERY * block) {
                    aside += (power(samples, start, 6 * f) + power(samples, start, 6 * f + 4)) / 2;
                }
                double amplitude = 2 * Math.sqrt(at / Math.max(1, blocks)) / block;
                if (at > STANDS_OUT * aside && amplitude > found.amplitude) {
                    found = new Found(MAINS_HZ[f], amplitude);
                }
            }
        }
        return found;
    }

    /** Two sums beside each other for the cosine and two for the sine, because one addition would wait for the other. */
    private double power(int[] samples, int start, int table) {
        double[] cos = tables[table];
        double[] sin = tables[table + 1];
        double level = samples[start];
        double c0 = 0;
        double c1 = 0;
        double s0 = 0;
        double s1 = 0;
        int i = 0;
        for (; i + 1 < block; i += 2) {
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
