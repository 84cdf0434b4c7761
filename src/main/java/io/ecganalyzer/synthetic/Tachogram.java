package io.ecganalyzer.synthetic;

import java.util.Random;

/**
 * RR intervals whose power spectrum has the two humps of a resting heart (section II of the paper): two Gaussians around 0.1 Hz and
 * 0.25 Hz, random phases, scaled to the wanted mean and deviation.
 */
final class Tachogram {
    private static final double LOW_HZ = 0.1;
    private static final double HIGH_HZ = 0.25;
    private static final double WIDTH_HZ = 0.01;
    private static final double LINE_SPACING_HZ = 0.0025;
    private static final double HIGHEST_HZ = 0.5;

    private Tachogram() {}

    /** Times of R peaks in seconds: one before the first sample, and enough to reach beyond the last. */
    static double[] beats(DynamicalModelSettings settings, Random random) {
        double meanRr = 60 / settings.heartRatePerMinute();
        int intervals = (int) Math.ceil(settings.seconds() / meanRr * 1.3) + 3;
        double[] variation = variation(settings.lfToHf(), meanRr, intervals, random);
        // A deviation of the rate, to first order, is this one of the interval.
        double sdRr = settings.heartRateSdPerMinute() / settings.heartRatePerMinute() * meanRr;
        double[] beats = new double[intervals + 1];
        beats[0] = -meanRr / 2;
        for (int i = 0; i < intervals; i++) {
            // Far outliers of the variation must not turn time back.
            beats[i + 1] = beats[i] + Math.max(meanRr / 3, meanRr + sdRr * variation[i]);
        }
        return beats;
    }

    /** One value for each beat, with mean 0 and deviation 1 over all of them. */
    private static double[] variation(double lfToHf, double meanRr, int count, Random random) {
        int lines = (int) Math.round(HIGHEST_HZ / LINE_SPACING_HZ);
        double[] amplitude = new double[lines];
        double[] phase = new double[lines];
        double[] hertz = new double[lines];
        for (int k = 0; k < lines; k++) {
            // Off the grid of lines by chance, or long recordings would repeat themselves.
            hertz[k] = (k + random.nextDouble()) * LINE_SPACING_HZ;
            amplitude[k] = StrictMath.sqrt(lfToHf * hump(hertz[k] - LOW_HZ) + hump(hertz[k] - HIGH_HZ));
            phase[k] = 2 * Math.PI * random.nextDouble();
        }
        double[] values = new double[count];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < lines; k++) {
                values[i] += amplitude[k] * StrictMath.cos(2 * Math.PI * hertz[k] * i * meanRr + phase[k]);
            }
            sum += values[i];
            squares += values[i] * values[i];
        }
        double mean = sum / count;
        double sd = Math.sqrt(Math.max(0, squares / count - mean * mean));
        for (int i = 0; i < count; i++) {
            values[i] = sd == 0 ? 0 : (values[i] - mean) / sd;
        }
        return values;
    }

    private static double hump(double distanceHz) {
        return StrictMath.exp(-distanceHz * distanceHz / (2 * WIDTH_HZ * WIDTH_HZ));
    }
}
