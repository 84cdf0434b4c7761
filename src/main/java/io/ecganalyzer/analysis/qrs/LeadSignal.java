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
        boxMeans(squaredSlope(band), bend(wide), envelope, roughness);
        for (int i = 0; i < envelope.length; i++) {
            envelope[i] = (float) Math.sqrt(envelope[i]);
        }
        return new LeadSignal(wide, band, envelope, roughness);
    }

    int length() {
        return wide.length;
    }

    /** Its mean over 85 ms, under the root, is the envelope. Between zeros, as {@link #boxMeans} reads it. */
    private static float[] squaredSlope(float[] band) {
        float[] squares = new float[band.length + 2 * ENVELOPE_HALF + 1];
        for (int i = 1; i < band.length - 1; i++) {
            float slope = band[i + 1] - band[i - 1];
            squares[ENVELOPE_HALF + 1 + i] = slope * slope;
        }
        return squares;
    }

    /** Absolute second difference; its mean over 85 ms is high where muscle noise or hum rides on the signal. */
    private static float[] bend(float[] wide) {
        float[] bend = new float[wide.length + 2 * ENVELOPE_HALF + 1];
        for (int i = 1; i < wide.length - 1; i++) {
            bend[ENVELOPE_HALF + 1 + i] = Math.abs(wide[i - 1] - 2 * wide[i] + wide[i + 1]);
        }
        return bend;
    }

    /**
     * Means over 85 ms; the sums run in double, so nothing is left behind by a large peak.
     *
     * @param x with zeros before and after, so that the same is done at the ends
     */
    private static void boxMeans(float[] x, float[] y, float[] meanOfX, float[] meanOfY) {
        int width = 2 * ENVELOPE_HALF + 1;
        double sumOfX = 0;
        double sumOfY = 0;
        for (int i = 0; i < width; i++) {
            sumOfX += x[i];
            sumOfY += y[i];
        }
        double scale = 1.0 / width;
        for (int i = 0; i < meanOfX.length; i++) {
            sumOfX += (double) x[i + width] - x[i];
            sumOfY += (double) y[i + width] - y[i];
            // Math.max takes longer than all the rest, for the sake of -0 and NaN.
            meanOfX[i] = (float) ((sumOfX > 0 ? sumOfX : 0) * scale);
            meanOfY[i] = (float) ((sumOfY > 0 ? sumOfY : 0) * scale);
        }
    }
}
