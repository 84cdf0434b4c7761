package io.ecganalyzer.synthetic;

/**
 * What the dynamical model is to make.
 *
 * @param samplingRateHz 50 to 10,000 Hz
 * @param seconds length, 1 s to 24 h
 * @param heartRatePerMinute mean, 20 to 250
 * @param heartRateSdPerMinute standard deviation, 0 to a fifth of the mean
 * @param lfToHf ratio of the power at 0.1 Hz (Mayer waves) to that at 0.25 Hz (breathing) in the heart rate
 * @param noiseMillivolts standard deviation of white noise on each measured lead
 * @param seed of all that is random
 */
public record DynamicalModelSettings(
        double samplingRateHz,
        double seconds,
        double heartRatePerMinute,
        double heartRateSdPerMinute,
        double lfToHf,
        double noiseMillivolts,
        long seed) {
    /** Ten seconds of a healthy heart at rest, as the paper has it: 60 beats a minute, deviation 1, LF/HF 0.5. */
    public static final DynamicalModelSettings PAPER = new DynamicalModelSettings(500, 10, 60, 1, 0.5, 0.005, 1);

    public DynamicalModelSettings {
        require(samplingRateHz, 50, 10_000, "sampling rate");
        require(seconds, 1, 86_400, "length");
        require(heartRatePerMinute, 20, 250, "heart rate");
        require(heartRateSdPerMinute, 0, heartRatePerMinute / 5, "deviation of the heart rate");
        require(lfToHf, 0, 100, "LF/HF");
        require(noiseMillivolts, 0, 10, "noise");
        require(samplingRateHz * seconds, 1, 1 << 28, "number of samples");
    }

    /** The same with another rate and length. */
    public DynamicalModelSettings of(double otherSamplingRateHz, double otherSeconds) {
        return new DynamicalModelSettings(
                otherSamplingRateHz,
                otherSeconds,
                heartRatePerMinute,
                heartRateSdPerMinute,
                lfToHf,
                noiseMillivolts,
                seed);
    }

    /** The same with another heart rate. */
    public DynamicalModelSettings at(double otherHeartRatePerMinute, double otherSdPerMinute) {
        return new DynamicalModelSettings(
                samplingRateHz, seconds, otherHeartRatePerMinute, otherSdPerMinute, lfToHf, noiseMillivolts, seed);
    }

    /** The same with another seed. */
    public DynamicalModelSettings seeded(long otherSeed) {
        return new DynamicalModelSettings(
                samplingRateHz, seconds, heartRatePerMinute, heartRateSdPerMinute, lfToHf, noiseMillivolts, otherSeed);
    }

    private static void require(double value, double least, double most, String what) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(what + " is " + value + ", but must be " + least + " to " + most);
        }
    }
}
