package io.ecganalyzer.ecg;

/**
 * How the whole numbers of a lead become millivolts: {@code mV = (sample - baseline) / gain}.
 *
 * @param gain analogue-to-digital units per millivolt, as in a WFDB header; 1e-18 to 1e9
 * @param baseline the sample value that stands for 0 mV
 */
public record Calibration(double gain, int baseline) {
    /** The gains that are taken, for messages. */
    public static final String GAINS = "1e-18 to 1e9 units per mV";

    // No recorder's, but a public recording says 6.8e-17 of a channel that is no ECG. No voltage is then above 4.3e27
    // mV.
    private static final double MIN_GAIN = 1e-18;

    // A unit of a picovolt, far below the noise of any amplifier.
    private static final double MAX_GAIN = 1e9;

    public Calibration {
        if (!isGain(gain)) {
            throw new IllegalArgumentException("gain is " + gain + ", but must be " + GAINS);
        }
    }

    /** Whether a number is a gain that is taken, in units per mV. */
    public static boolean isGain(double number) {
        return number >= MIN_GAIN && number <= MAX_GAIN;
    }

    /** The sample in millivolts. */
    public double millivolts(int sample) {
        return (sample - (double) baseline) / gain;
    }
}
