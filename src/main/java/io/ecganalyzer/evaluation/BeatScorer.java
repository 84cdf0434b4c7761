package io.ecganalyzer.evaluation;

import java.time.Duration;
import java.util.Arrays;

/**
 * Counts what a beat detector found by the rules of the WFDB program {@code bxb}: 150 ms, one to one.
 *
 * @param window how far apart a detected and a reference beat may be
 * @param leftOut how much of each record's beginning does not count; the standard leaves out the five minutes in which older
 *     detectors learn
 * @param countFlutter whether beats in ventricular flutter and fibrillation count; as a rule they do not
 * @param onlyAnnotated whether detections before the first and after the last reference beat are left out, for strips whose
 *     annotators left out the outermost beats
 */
public record BeatScorer(Duration window, Duration leftOut, boolean countFlutter, boolean onlyAnnotated) {
    /** 150 ms, everything from the first sample on but flutter. */
    public static final BeatScorer STANDARD = new BeatScorer(Duration.ofMillis(150), Duration.ZERO, false, false);

    /** Scores a record. */
    public BeatScore score(ReferenceBeats reference, int[] detected, double samplingRateHz) {
        return score(reference, Arrays.stream(detected).asLongStream().toArray(), samplingRateHz);
    }

    /**
     * Scores a record. Beats are paired over the whole record first; then pairs count by the place of the reference beat, so that
     * no pair is torn where counting begins or ends. The window is a whole number of samples, the nearest; beats in flutter are no partner
     * for a detection outside of it.
     *
     * @param detected samples of the detected beats, in any order
     * @param samplingRateHz of the samples on both sides
     */
    public BeatScore score(ReferenceBeats reference, long[] detected, double samplingRateHz) {
        long[] beats = countFlutter ? reference.samples() : reference.outsideFlutter();
        long[] found = detected.clone();
        Arrays.sort(found);
        BeatMatching matching = BeatMatching.of(beats, found, Math.round(seconds(window) * samplingRateHz));
        long tp = 0;
        long fn = 0;
        long fp = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < beats.length; i++) {
            int pair = matching.detectedFor()[i];
            if (!isBehindLeftOut(beats[i], samplingRateHz)) {
                continue;
            }
            if (pair < 0) {
                fn++;
                continue;
            }
            tp++;
            double errorMs = (found[pair] - beats[i]) * 1000.0 / samplingRateHz;
            sum += errorMs;
            squares += errorMs * errorMs;
        }
        for (int i = 0; i < found.length; i++) {
            if (!matching.isPaired()[i]
                    && isAnnotated(found[i], beats)
                    && isBehindLeftOut(found[i], samplingRateHz)
                    && (countFlutter || !reference.isFlutter(found[i]))) {
                fp++;
            }
        }
        return new BeatScore(tp, fn, fp, sum, squares);
    }

    private boolean isAnnotated(long sample, long[] beats) {
        return !onlyAnnotated || (beats.length > 0 && sample > beats[0] && sample < beats[beats.length - 1]);
    }

    private boolean isBehindLeftOut(long sample, double samplingRateHz) {
        return sample >= seconds(leftOut) * samplingRateHz;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
