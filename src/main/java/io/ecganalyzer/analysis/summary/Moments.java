package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.SampleRange;

/**
 * Range, mean and standard deviation of samples over the whole int32 range.
 *
 * @param standardDeviation of the population (divisor n)
 */
record Moments(int minimum, int maximum, double mean, double standardDeviation) {
    /** Two passes: the one-pass formula loses all digits on a small signal with a large offset. */
    static Moments of(Lead lead) {
        SampleRange range = lead.range();
        Total total = new Total(range.isSmall());
        Parts.each(lead, total::add);
        double mean = (double) total.sum / lead.length();
        Squares squares = new Squares(mean);
        Parts.each(lead, squares::add);
        return new Moments(range.minimum(), range.maximum(), mean, Math.sqrt(squares.sum() / lead.length()));
    }

    /** The sum of all samples. */
    private static final class Total {
        private static final int BLOCK = 1 << 14;

        private final boolean small;
        private long sum;

        Total(boolean small) {
            this.small = small;
        }

        void add(int[] samples, int from, int to, int place) {
            if (!small) {
                for (int i = from; i < to; i++) {
                    sum += samples[i];
                }
                return;
            }
            // Of sums of int, unlike those of long, C2 makes vectors.
            for (int start = from; start < to; start += BLOCK) {
                int part = 0;
                for (int i = start; i < Math.min(to, start + BLOCK); i++) {
                    part += samples[i];
                }
                sum += part;
            }
        }
    }

    /** The sum of squared deviations: four sums beside each other, because one would wait for each addition in turn. */
    private static final class Squares {
        private final double mean;
        private double a;
        private double b;
        private double c;
        private double d;

        Squares(double mean) {
            this.mean = mean;
        }

        /** All parts but the last are a multiple of four long. */
        void add(int[] samples, int from, int to, int place) {
            double sumA = a;
            double sumB = b;
            double sumC = c;
            double sumD = d;
            int i = from;
            for (; i + 3 < to; i += 4) {
                double da = samples[i] - mean;
                double db = samples[i + 1] - mean;
                double dc = samples[i + 2] - mean;
                double dd = samples[i + 3] - mean;
                sumA += da * da;
                sumB += db * db;
                sumC += dc * dc;
                sumD += dd * dd;
            }
            for (; i < to; i++) {
                double da = samples[i] - mean;
                sumA += da * da;
            }
            a = sumA;
            b = sumB;
            c = sumC;
            d = sumD;
        }

        double sum() {
            return (a + b) + (c + d);
        }
    }
}
