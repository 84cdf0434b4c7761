package io.ecganalyzer.ecg;

/**
 * How the whole numbers of a lead become millivolts: {@code mV = (sample - baseline) / gain}.
 *
 * @param gain analogue-to-digital units per millivolt, as in a WFDB header; finite and above 0
 * @param baseline the sample value that stands for 0 mV
 */
public record Calibration(double gain, int baseline) {
    public Calibration {
        if (!(gain > 0) || Double.isInfinite(gain)) {
            throw new IllegalArgumentException("gain is " + gain + ", but must be finite and above 0 units per mV");
        }
    }

    /** The sample in millivolts. */
    public double millivolts(int sample) {
        return (sample - (double) baseline) / gain;
    }
}
