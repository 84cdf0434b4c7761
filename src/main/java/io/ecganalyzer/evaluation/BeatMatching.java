package io.ecganalyzer.evaluation;

import java.util.Arrays;

/**
 * Which detected beat is which reference beat, one to one, by the rules of the WFDB program {@code bxb} (ANSI/AAMI EC57): both lists
 * are walked in order of time, and of the two beats at hand the earlier one is paired with the later if that is within the window
 * and nearer to it than to the earlier one's successor, or if that successor has a still nearer one of its own; otherwise the earlier
 * one stays alone.
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
    static BeatMatching of(long[] reference, long[] detected, long windowSamples) {
        int[] detectedFor = new int[reference.length];
        Arrays.fill(detectedFor, -1);
        boolean[] isPaired = new boolean[detected.length];
        int r = 0;
        int d = 0;
        while (r < reference.length && d < detected.length) {
            boolean detectedFirst = detected[d] < reference[r];
            long distance = Math.abs(reference[r] - detected[d]);
            long toSuccessor =
                    detectedFirst ? distance(reference, r, detected, d + 1) : distance(reference, r + 1, detected, d);
            boolean isNearest = distance < toSuccessor || distance(reference, r + 1, detected, d + 1) < toSuccessor;
            if (distance <= windowSamples && isNearest) {
                detectedFor[r] = d;
                isPaired[d] = true;
                r++;
                d++;
            } else if (detectedFirst) {
                d++;
            } else {
                r++;
            }
        }
        return new BeatMatching(detectedFor, isPaired);
    }

    /** Between two beats; farther than any others where a list has no such beat. */
    private static long distance(long[] reference, int r, long[] detected, int d) {
        return r < reference.length && d < detected.length ? Math.abs(reference[r] - detected[d]) : Long.MAX_VALUE;
    }
}
