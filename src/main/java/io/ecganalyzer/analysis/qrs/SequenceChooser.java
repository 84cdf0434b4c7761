package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Chooses the sequence of candidates with the largest sum of log-odds, under a heart's refractory time (Viterbi AJ, IEEE Trans
 * Inf Theory 13:260-269, 1967). A candidate that is left out costs nothing; two that are too close exclude each other.
 */
final class SequenceChooser {
    /** 180 ms: nothing in any recording seen beat faster. */
    private static final int REFRACTORY = 36;

    /** Below 320 ms a second beat has to be clearer than elsewhere. */
    private static final int SUSPICIOUS = 64;

    private static final float SUSPICION = 2f;

    /**
     * Added to every candidate: recordings that nobody trained on lose more beats than they gain, because what is rare in
     * training looks doubtful. Found by cross-validation.
     */
    private static final float LENIENCE = 0.9f;

    private SequenceChooser() {}

    /**
     * Indices of the chosen candidates.
     *
     * @param place where each candidate stands, ascending, at 200 Hz
     * @param logOdds of each being a beat
     */
    static int[] choose(int[] place, float[] logOdds) {
        return choose(place, logOdds, LENIENCE);
    }

    /** The same with another lenience: 0 gives what is likelier than not. */
    static int[] choose(int[] place, float[] logOdds, float lenience) {
        int n = place.length;
        float[] best = new float[n];
        int[] from = new int[n];
        // The best end among all candidates up to one: what a step of any length that costs nothing starts from.
        int[] bestEnd = new int[n];
        int free = -1;
        for (int c = 0; c < n; c++) {
            while (free + 1 < c && place[c] - place[free + 1] >= SUSPICIOUS) {
                free++;
            }
            int back = free >= 0 ? bestEnd[free] : -1;
            float value = back >= 0 ? Math.max(0, best[back]) : 0;
            back = value > 0 ? back : -1;
            for (int k = free + 1; k < c; k++) {
                int gap = place[c] - place[k];
                if (gap < REFRACTORY) {
                    break;
                }
                float stepped = best[k] - SUSPICION * (SUSPICIOUS - gap) / (float) (SUSPICIOUS - REFRACTORY);
                if (stepped > value) {
                    value = stepped;
                    back = k;
                }
            }
            best[c] = value + logOdds[c] + lenience;
            from[c] = back;
            bestEnd[c] = c > 0 && best[bestEnd[c - 1]] >= best[c] ? bestEnd[c - 1] : c;
        }
        return trace(n == 0 || best[bestEnd[n - 1]] <= 0 ? -1 : bestEnd[n - 1], from);
    }

    private static int[] trace(int end, int[] from) {
        int[] reversed = new int[from.length];
        int count = 0;
        for (int c = end; c >= 0; c = from[c]) {
            reversed[count++] = c;
        }
        int[] chosen = new int[count];
        for (int k = 0; k < count; k++) {
            chosen[k] = reversed[count - 1 - k];
        }
        return Arrays.copyOf(chosen, count);
    }
}
