package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;
import io.ecganalyzer.dsp.SymmetricFir;

/**
 * A stretch of one lead at 200 Hz, in the forms that the detector reads.
 *
 * <p>Band of 5 to 22 Hz and squared slope after Elgendi M, "Fast QRS Detection with an Optimized Knowledge-Based Method"
 * (PLoS ONE 8:e73557, 2013) and Pan J, Tompkins WJ (IEEE Trans Biomed Eng 32:230-236, 1985).
 *
 * @param wide all of it up to 35 Hz
 * @param band from 5 to 22 Hz
 * @param envelope of the band: high where it is steep
 * @param roughness high where muscle noise or hum rides on the signal
 */
@SuppressWarnings("ArrayRecordComponent") // signals are primitive arrays by design
record LeadSignal(float[] wide, float[] band, float[] envelope, float[] roughness) {
    /** The rate at which everything is judged. */
    static final int RATE_HZ = 200;

    static final SymmetricFir BAND = SymmetricFir.bandPass(5, 22, 36, 14, RATE_HZ);

    /** Means are over 85 ms: 8 samples before and 8 after. */
    private static final int HALF = 8;

    /** The lowest input rate: below it the band of a QRS complex is not in the signal. */
    static final double MIN_INPUT_RATE_HZ = 60;

    /** The resampler into this form: 35 Hz low-pass, lower where the input's rate demands it. */
    static LowPassResampler resampler(double samplingRateHz) {
        return new LowPassResampler(samplingRateHz, RATE_HZ, Math.min(35, 0.42 * samplingRateHz), 0.05);
    }

    /** The forms of a signal at 200 Hz. */
    static LeadSignal of(float[] wide) {
        LeadSignal signal = new LeadSignal(wide, BAND.apply(wide), new float[wide.length], new float[wide.length]);
        signal.fillMeans();
        return signal;
    }

    /** Of that many samples, to be filled. */
    static LeadSignal ofLength(int length) {
        return new LeadSignal(new float[length], new float[length], new float[length], new float[length]);
    }

    /** Makes the envelope and the roughness of the other two. */
    void fillMeans() {
        new Means(wide, band).fill(envelope, roughness);
        for (int i = 0; i < envelope.length; i++) {
            envelope[i] = (float) Math.sqrt(envelope[i]);
        }
    }

    int length() {
        return wide.length;
    }

    /**
     * Means over 85 ms of the squared slope and of the absolute second difference; the sums run in double, so nothing is left behind by a
     * large peak. Sums first and means after them, in loops of their own: in one loop C2 lets each sum wait for the rounding of the mean
     * before it, for twice the time.
     */
    private static final class Means {
        private static final double SCALE = 1.0 / (2 * HALF + 1);

        private final float[] wide;
        private final float[] band;
        private final double[] sums = new double[Changes.PART];
        private double slopes;
        private double bends;

        Means(float[] wide, float[] band) {
            this.wide = wide;
            this.band = band;
        }

        void fill(float[] meanSlope, float[] meanBend) {
            int n = wide.length;
            for (int i = 0; i < HALF; i++) {
                slopes += slopeOrNone(i);
                bends += bendOrNone(i);
            }
            int first = Math.min(n, HALF + 2);
            int last = Math.max(first, n - HALF - 1);
            atAnEnd(meanSlope, meanBend, 0, first);
            within(meanSlope, meanBend, first, last);
            atAnEnd(meanSlope, meanBend, last, n);
        }

        private void within(float[] meanSlope, float[] meanBend, int begin, int end) {
            Changes changes = new Changes();
            for (int from = begin; from < end; from += Changes.PART) {
                int to = Math.min(end, from + Changes.PART);
                changes.read(band, wide, from - HALF - 1, to - from + 2 * HALF + 1);
                within(changes, meanSlope, meanBend, from, to);
            }
        }

        private void within(Changes changes, float[] meanSlope, float[] meanBend, int begin, int end) {
            int count = end - begin;
            slopes = addUp(changes.slope, count, slopes, sums);
            divide(sums, count, meanSlope, begin);
            bends = addUp(changes.bend, count, bends, sums);
            divide(sums, count, meanBend, begin);
        }

        /** Returns the last of the sums. */
        private static double addUp(float[] change, int count, double before, double[] sums) {
            double sum = before;
            for (int i = 0; i < count; i++) {
                sum += (double) change[i + 2 * HALF + 1] - change[i];
                sums[i] = sum;
            }
            return sum;
        }

        private static void divide(double[] sums, int count, float[] means, int begin) {
            for (int i = 0; i < count; i++) {
                means[begin + i] = mean(sums[i]);
            }
        }

        private void atAnEnd(float[] meanSlope, float[] meanBend, int begin, int end) {
            for (int i = begin; i < end; i++) {
                slopes += (double) slopeOrNone(i + HALF) - slopeOrNone(i - HALF - 1);
                bends += (double) bendOrNone(i + HALF) - bendOrNone(i - HALF - 1);
                meanSlope[i] = mean(slopes);
                meanBend[i] = mean(bends);
            }
        }

        /** What rounding leaves below 0 is 0. Math.max takes longer than all the rest, for the sake of -0 and NaN. */
        private static float mean(double sum) {
            return (float) ((sum > 0 ? sum : 0) * SCALE);
        }

        private float slope(int i) {
            float slope = band[i + 1] - band[i - 1];
            return slope * slope;
        }

        private float bend(int i) {
            return Math.abs(wide[i - 1] - 2 * wide[i] + wide[i + 1]);
        }

        private float slopeOrNone(int i) {
            return i > 0 && i < wide.length - 1 ? slope(i) : 0;
        }

        private float bendOrNone(int i) {
            return i > 0 && i < wide.length - 1 ? bend(i) : 0;
        }
    }

    /**
     * The squared slope of one signal and the absolute second difference of another, part by part: what stands beside a sample is copied to
     * its place first, so that C2 makes vectors of the loops, which always go to the end of the arrays.
     */
    private static final class Changes {
        /** Samples that are looked at at a time, so that all stays in the first-level cache. */
        static final int PART = 1000;

        private static final int LENGTH = PART + 2 * HALF + 8;

        final float[] slope = new float[LENGTH];
        final float[] bend = new float[LENGTH];
        private final float[] before = new float[LENGTH];
        private final float[] there = new float[LENGTH];
        private final float[] after = new float[LENGTH];

        void read(float[] band, float[] wide, int from, int count) {
            System.arraycopy(band, from - 1, before, 0, count);
            System.arraycopy(band, from + 1, after, 0, count);
            fillSlope(slope, before, after);
            System.arraycopy(wide, from - 1, before, 0, count);
            System.arraycopy(wide, from, there, 0, count);
            System.arraycopy(wide, from + 1, after, 0, count);
            fillBend(bend, before, there, after);
        }

        private static void fillSlope(float[] slope, float[] before, float[] after) {
            for (int i = 0; i < LENGTH; i++) {
                float difference = after[i] - before[i];
                slope[i] = difference * difference;
            }
        }

        private static void fillBend(float[] bend, float[] before, float[] there, float[] after) {
            for (int i = 0; i < LENGTH; i++) {
                bend[i] = Math.abs(before[i] - 2 * there[i] + after[i]);
            }
        }
    }
}
