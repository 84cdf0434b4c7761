package io.ecganalyzer.ecg;

/**
 * One heart beat: where its R peak stands.
 *
 * @param sampleIndex of the R peak, in the samples of the ECG as it was submitted, from 0
 * @param confidence how sure the detector is that this is a beat, from 0 (a guess) to 1 (certain)
 */
public record Beat(int sampleIndex, double confidence) {
    public Beat {
        if (sampleIndex < 0) {
            throw new IllegalArgumentException("a beat stands at sample " + sampleIndex + ", before the first");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is " + confidence + ", but must be 0 to 1");
        }
    }
}
