package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;
import io.ecganalyzer.dsp.SymmetricFir;

/**
 * A stretch of one lead at 200 Hz, in the forms that the detector reads.
 *
 * <p>Band of 5 to 22 Hz and squared slope after Elgendi M, "Fast QRS Detection with an Optimized Knowledge-Based Method"
 * (PLoS ONE 8:e73557, 2013) and Pan J, Tompkins WJ (IEEE Trans Biomed Eng 32:230-236, 1985).
 */
@SuppressWarnings("ArrayRecordComponent") // signals are primitive arrays by design
record LeadSignal(float[] wide, float[] band, float[] envelope, float[] roughness) {
    /** The rate at which everything is judged. */
    static final int RATE_HZ = 200;

    /** The lowest input rate: below it the band of a QRS complex is not in the signal. */
    static final double MIN_INPUT_RATE_HZ = 60;

    private static final SymmetricFir BAND = SymmetricFir.bandPass(5, 22, 36, 14, RATE_HZ);
    private static final int ENVELOPE_HALF = 8;

    /** The resampler into this form: 35 Hz low-pass, lower where the input's rate demands it. */
    static LowPassResampler resampler(double samplingRateHz) {
        return new LowPassResampler(samplingRateHz, RATE_HZ, Math.min(35, 0.42 * samplingRateHz), 0.05);
    }

    /** The forms of a signal at 200 Hz. */
    static LeadSignal of(float[] wide) {
        float[] band = BAND.apply(wide);
        return new LeadSignal(wide, band, envelope(band), roughness(wide));
    }

    int length() {
        return wide.length;
    }

    /** Root of the mean squared slope over 85 ms. */
    private static float[] envelope(float[] band) {
        int n = band.length;
        float[] squares = new float[n];
        for (int i = 1; i < n - 1; i++) {
            float slope = band[i + 1] - band[i - 1];
            squares[i] = slope * slope;
        }
        float[] mean = boxMean(squares, ENVELOPE_HALF);
        for (int i = 0; i < n; i++) {
            mean[i] = (float) Math.sqrt(mean[i]);
        }
        return mean;
    }

    /** Mean absolute second difference over 85 ms: high where muscle noise or hum rides on the signal. */
    private static float[] roughness(float[] wide) {
        int n = wide.length;
        float[] bend = new float[n];
        for (int i = 1; i < n - 1; i++) {
            bend[i] = Math.abs(wide[i - 1] - 2 * wide[i] + wide[i + 1]);
        }
        return boxMean(bend, ENVELOPE_HALF);
    }

    /** Mean over {@code 2 * half + 1} samples; the sum runs in double, so nothing is left behind by a large peak. */
    private static float[] boxMean(float[] x, int half) {
        int n = x.length;
        float[] y = new float[n];
        double sum = 0;
        for (int i = 0; i < Math.min(half, n); i++) {
            sum += x[i];
        }
        double scale = 1.0 / (2 * half + 1);
        for (int i = 0; i < n; i++) {
            float enters = i + half < n ? x[i + half] : 0;
            float leaves = i > half ? x[i - half - 1] : 0;
            sum += (double) enters - leaves;
            y[i] = (float) (Math.max(0, sum) * scale);
        }
        return y;
    }
}
