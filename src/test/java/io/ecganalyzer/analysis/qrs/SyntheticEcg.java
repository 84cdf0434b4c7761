package io.ecganalyzer.analysis.qrs;

import java.util.Random;

/** A plain electrocardiogram of Gaussian waves at known times, for properties of the detector. */
final class SyntheticEcg {
    private SyntheticEcg() {}

    /** R peaks in seconds: a rhythm of 75 a minute that breathes a little. */
    static double[] rhythm(double seconds, long seed) {
        Random random = new Random(seed);
        double[] beats = new double[(int) (2 * seconds)];
        int count = 0;
        for (double at = 0.6; at < seconds - 0.4; at += 0.8 + 0.05 * Math.sin(at) + 0.02 * random.nextGaussian()) {
            beats[count++] = at;
        }
        return java.util.Arrays.copyOf(beats, count);
    }

    /** Samples at a rate, R waves of 1 mV at 1000 units, with noise of that standard deviation in units. */
    static int[] samples(double[] beats, double seconds, double rateHz, double noise, long seed) {
        Random random = new Random(seed);
        int[] samples = new int[(int) (seconds * rateHz)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] =
                    (int) Math.round(noise * random.nextGaussian() + 60 * Math.sin(0.3 * 2 * Math.PI * i / rateHz));
        }
        for (double beat : beats) {
            add(samples, beat - 0.16, 120, 0.025, rateHz);
            add(samples, beat - 0.028, -140, 0.009, rateHz);
            add(samples, beat, 1000, 0.011, rateHz);
            add(samples, beat + 0.028, -220, 0.010, rateHz);
            add(samples, beat + 0.28, 280, 0.045, rateHz);
        }
        return samples;
    }

    private static void add(int[] samples, double centre, double height, double width, double rateHz) {
        int from = (int) Math.max(0, (centre - 5 * width) * rateHz);
        int to = (int) Math.min(samples.length, (centre + 5 * width) * rateHz);
        for (int i = from; i < to; i++) {
            double x = (i / rateHz - centre) / width;
            samples[i] += (int) Math.round(height * Math.exp(-x * x / 2));
        }
    }
}
