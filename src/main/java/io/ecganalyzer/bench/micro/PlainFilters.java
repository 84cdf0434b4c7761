package io.ecganalyzer.bench.micro;

/** The filters of the detector as their formulas read: one output sample at a time, in double. */
final class PlainFilters {
    private PlainFilters() {}

    /** A windowed sinc (Hann) of that half-width around every output sample's time. */
    static float[] resample(float[] x, double inputHz, double outputHz, double cutoffHz, double halfWidthSeconds) {
        int half = 2 * (int) Math.ceil(halfWidthSeconds * inputHz / 2);
        float[] y = new float[(int) ((x.length - 1) * outputHz / inputHz) + 1];
        for (int n = 0; n < y.length; n++) {
            double time = n * inputHz / outputHz;
            int whole = (int) time;
            double sum = 0;
            double weights = 0;
            for (int k = whole - half + 1; k <= whole + half; k++) {
                double weight = hann((k - time) / half) * sinc(2 * cutoffHz / inputHz * (k - time));
                sum += weight * x[Math.max(0, Math.min(x.length - 1, k))];
                weights += weight;
            }
            y[n] = (float) (sum / weights);
        }
        return y;
    }

    /** The difference of two low-passes by windowed sinc (Hann). */
    static float[] bandPass(float[] x, double lowHz, double highHz, int lowHalf, int highHalf, double rateHz) {
        double[] low = lowPass(lowHz / rateHz, lowHalf);
        double[] high = lowPass(highHz / rateHz, highHalf);
        float[] y = new float[x.length];
        for (int n = 0; n < y.length; n++) {
            double sum = 0;
            for (int k = -lowHalf; k <= lowHalf; k++) {
                double tap = (Math.abs(k) <= highHalf ? high[Math.abs(k)] : 0) - low[Math.abs(k)];
                sum += tap * x[Math.max(0, Math.min(x.length - 1, n + k))];
            }
            y[n] = (float) sum;
        }
        return y;
    }

    private static double[] lowPass(double cutoff, int half) {
        double[] taps = new double[half + 1];
        double sum = 0;
        for (int k = 0; k <= half; k++) {
            taps[k] = sinc(2 * cutoff * k) * hann((double) k / (half + 1));
            sum += k == 0 ? taps[k] : 2 * taps[k];
        }
        for (int k = 0; k <= half; k++) {
            taps[k] /= sum;
        }
        return taps;
    }

    private static double hann(double x) {
        return Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
