package io.ecganalyzer.bench.micro;

/** What the analyzers measure, as one would write it down from its definition: nothing is shared, sorted beforehand or done side by side. */
final class PlainMeasures {
    private static final double WINDOW_SECONDS = 10;
    private static final int HIGHEST_HZ = 40;
    private static final int STILL_SAMPLES = 360;

    private PlainMeasures() {}

    /** Range, mean, standard deviation, and the samples in stretches of one value. */
    static double[] summary(int[] samples) {
        double sum = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int sample : samples) {
            sum += sample;
            lowest = Math.min(lowest, sample);
            highest = Math.max(highest, sample);
        }
        double mean = sum / samples.length;
        double squares = 0;
        int still = 0;
        int run = 1;
        for (int i = 0; i < samples.length; i++) {
            squares += (samples[i] - mean) * (samples[i] - mean);
            run = i > 0 && samples[i] == samples[i - 1] ? run + 1 : 1;
            still += run == STILL_SAMPLES ? STILL_SAMPLES : run > STILL_SAMPLES ? 1 : 0;
        }
        return new double[] {lowest, highest, mean, Math.sqrt(squares / samples.length), still};
    }

    /** Mean rate, and the slowest and the fastest of eight intervals. */
    static double[] heartRate(double[] intervalsMs) {
        double sum = 0;
        double slowest = Double.POSITIVE_INFINITY;
        double fastest = 0;
        for (int i = 0; i < intervalsMs.length; i++) {
            sum += intervalsMs[i];
            double eight = 0;
            for (int k = i; k < Math.min(intervalsMs.length, i + 8); k++) {
                eight += intervalsMs[k];
            }
            if (i + 8 <= intervalsMs.length) {
                slowest = Math.min(slowest, 8 * 60_000 / eight);
                fastest = Math.max(fastest, 8 * 60_000 / eight);
            }
        }
        return new double[] {60_000 * intervalsMs.length / sum, slowest, fastest};
    }

    /** Sample entropy with m = 2, every run of intervals compared with every other: where the time of variability goes. */
    static double sampleEntropy(double[] intervalsMs, double within) {
        long two = 0;
        long three = 0;
        for (int i = 0; i + 2 < intervalsMs.length; i++) {
            for (int k = i + 1; k + 2 < intervalsMs.length; k++) {
                if (Math.abs(intervalsMs[i] - intervalsMs[k]) <= within
                        && Math.abs(intervalsMs[i + 1] - intervalsMs[k + 1]) <= within) {
                    two++;
                    three += Math.abs(intervalsMs[i + 2] - intervalsMs[k + 2]) <= within ? 1 : 0;
                }
            }
        }
        return -Math.log(three / (double) two);
    }

    /** The power of each window from 1 Hz to 40 Hz at every hertz, by the sum that defines it: the spectrum of signal quality. */
    static double[] spectra(int[] samples, double samplingRateHz) {
        int window = (int) (WINDOW_SECONDS * samplingRateHz);
        double[] powers = new double[samples.length / window];
        for (int w = 0; w < powers.length; w++) {
            for (int hz = 1; hz < HIGHEST_HZ; hz++) {
                double cos = 0;
                double sin = 0;
                for (int i = 0; i < window; i++) {
                    double angle = 2 * Math.PI * hz * i / samplingRateHz;
                    cos += samples[w * window + i] * Math.cos(angle);
                    sin += samples[w * window + i] * Math.sin(angle);
                }
                powers[w] += cos * cos + sin * sin;
            }
        }
        return powers;
    }
}
