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
        float[] envelope = new float[wide.length];
        float[] roughness = new float[wide.length];
        // Both means in one loop: neither sum has to wait for the other's additions.
        boxMeans(squaredSlope(band), bend(wide), envelope, roughness, ENVELOPE_HALF);
        for (int i = 0; i < envelope.length; i++) {
            envelope[i] = (float) Math.sqrt(envelope[i]);
        }
        return new LeadSignal(wide, band, envelope, roughness);
    }

    int length() {
        return wide.length;
    }

    /** Its mean over 85 ms, under the root, is the envelope. */
    private static float[] squaredSlope(float[] band) {
        float[] squares = new float[band.length];
        for (int i = 1; i < band.length - 1; i++) {
            float slope = band[i + 1] - band[i - 1];
            squares[i] = slope * slope;
        }
        return squares;
    }

    /** Absolute second difference; its mean over 85 ms is high where muscle noise or hum rides on the signal. */
    private static float[] bend(float[] wide) {
        float[] bend = new float[wide.length];
        for (int i = 1; i < wide.length - 1; i++) {
            bend[i] = Math.abs(wide[i - 1] - 2 * wide[i] + wide[i + 1]);
        }
        return bend;
    }

    /** Means over {@code 2 * half + 1} samples; the sums run in double, so nothing is left behind by a large peak. */
    private static void boxMeans(float[] x, float[] y, float[] meanOfX, float[] meanOfY, int half) {
        int n = x.length;
        double sumOfX = 0;
        double sumOfY = 0;
        for (int i = 0; i < Math.min(half, n); i++) {
            sumOfX += x[i];
            sumOfY += y[i];
        }
        double scale = 1.0 / (2 * half + 1);
        for (int i = 0; i < n; i++) {
            int enters = i + half;
            int leaves = i - half - 1;
            sumOfX += (double) (enters < n ? x[enters] : 0) - (leaves >= 0 ? x[leaves] : 0);
            sumOfY += (double) (enters < n ? y[enters] : 0) - (leaves >= 0 ? y[leaves] : 0);
            meanOfX[i] = (float) (Math.max(0, sumOfX) * scale);
            meanOfY[i] = (float) (Math.max(0, sumOfY) * scale);
        }
    }
}
