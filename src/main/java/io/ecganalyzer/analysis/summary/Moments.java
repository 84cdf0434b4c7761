package io.ecganalyzer.analysis.summary;

/**
 * Range, mean and standard deviation of samples over the whole int32 range.
 *
 * @param standardDeviation of the population (divisor n)
 */
record Moments(int minimum, int maximum, double mean, double standardDeviation) {
    /** Of at least one sample. Two passes: the one-pass formula loses all digits on a small signal with a large offset. */
    static Moments of(int[] samples) {
        int minimum = samples[0];
        int maximum = samples[0];
        for (int sample : samples) {
            minimum = Math.min(minimum, sample);
            maximum = Math.max(maximum, sample);
        }
        // In a loop of its own: C2 makes vectors of the other one.
        long sum = 0;
        for (int sample : samples) {
            sum += sample;
        }
        double mean = (double) sum / samples.length;
        return new Moments(minimum, maximum, mean, Math.sqrt(squaredDeviations(samples, mean) / samples.length));
    }

    /** Four sums beside each other, because one would wait for each addition in turn. */
    private static double squaredDeviations(int[] samples, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < samples.length; i += 4) {
            double da = samples[i] - mean;
            double db = samples[i + 1] - mean;
            double dc = samples[i + 2] - mean;
            double dd = samples[i + 3] - mean;
            a += da * da;
            b += db * db;
            c += dc * dc;
            d += dd * dd;
        }
        for (; i < samples.length; i++) {
            double da = samples[i] - mean;
            a += da * da;
        }
        return (a + b) + (c + d);
    }
}
