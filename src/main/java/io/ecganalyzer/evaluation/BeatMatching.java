package io.ecganalyzer.evaluation;

import java.util.Arrays;

/**
 * Which detected beat is which reference beat, one to one, by the rules of the WFDB program {@code bxb} (ANSI/AAMI EC57): both lists
 * are walked in order of time, and of the two beats at hand the earlier one is paired with the later if that is within the window
 * and not nearer to the earlier one's successor; otherwise the earlier one stays alone.
 *
 * @param detectedFor for each reference beat the index of its detected beat, -1 where it was missed
 * @param isPaired for each detected beat whether a reference beat is its own
 */
@SuppressWarnings("ArrayRecordComponent") // an intermediate result, never compared
record BeatMatching(int[] detectedFor, boolean[] isPaired) {
    /**
     * Pairs.
     *
     * @param reference samples of the reference beats, ascending
     * @param detected samples of the detected beats, ascending
     * @param windowSamples how far apart a pair may be, inclusive
     */
    static BeatMatching of(long[] reference, long[] detected, double windowSamples) {
        int[] detectedFor = new int[reference.length];
        Arrays.fill(detectedFor, -1);
        boolean[] isPaired = new boolean[detected.length];
        int r = 0;
        int d = 0;
        while (r < reference.length && d < detected.length) {
            long distance = Math.abs(reference[r] - detected[d]);
            if (detected[d] < reference[r]) {
                boolean nextIsNearer = d + 1 < detected.length && Math.abs(reference[r] - detected[d + 1]) < distance;
                if (distance > windowSamples || nextIsNearer) {
                    d++;
                    continue;
                }
            } else {
                boolean nextIsNearer = r + 1 < reference.length && Math.abs(reference[r + 1] - detected[d]) < distance;
                if (distance > windowSamples || nextIsNearer) {
                    r++;
                    continue;
                }
            }
            detectedFor[r] = d;
            isPaired[d] = true;
            r++;
            d++;
        }
        return new BeatMatching(detectedFor, isPaired);
    }
}
