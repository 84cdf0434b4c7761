package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Beats by thresholds alone, as a first guess that gives the learned model its context: refractory time, T-wave rule and
 * search-back after Pan and Tompkins (1985), on the usual amplitude around each candidate.
 */
final class FirstPass {
    private static final float THRESHOLD = 0.36f;
    private static final float SEARCH_BACK_THRESHOLD = 0.18f;
    private static final int REFRACTORY = 46;
    private static final int T_WAVE = 72;
    private static final double LONG_GAP = 1.66;

    private FirstPass() {}

    /** Indices of the candidates taken for beats. */
    static int[] beats(Candidates candidates) {
        int[] beats = new int[candidates.count()];
        int count = 0;
        for (int c = 0; c < candidates.count(); c++) {
            if (candidates.height()[c] < THRESHOLD * candidates.usual()[c]) {
                continue;
            }
            count = take(candidates, beats, count, c);
        }
        return searchBack(candidates, Arrays.copyOf(beats, count));
    }

    private static int take(Candidates candidates, int[] beats, int count, int c) {
        if (count == 0) {
            beats[0] = c;
            return 1;
        }
        int last = beats[count - 1];
        int gap = candidates.place()[c] - candidates.place()[last];
        float ratio = candidates.height()[c] / candidates.height()[last];
        if (gap < REFRACTORY) {
            if (ratio > 1) {
                beats[count - 1] = c;
            }
            return count;
        }
        if (gap < T_WAVE && ratio < 0.5f) {
            return count;
        }
        beats[count] = c;
        return count + 1;
    }

    private static int[] searchBack(Candidates candidates, int[] beats) {
        if (beats.length < 3) {
            return beats;
        }
        double usual = medianGap(candidates, beats);
        int[] all = new int[candidates.count()];
        int count = 0;
        for (int b = 0; b < beats.length; b++) {
            if (b > 0) {
                int gap = candidates.place()[beats[b]] - candidates.place()[beats[b - 1]];
                int found = gap > LONG_GAP * usual ? best(candidates, beats[b - 1], beats[b]) : -1;
                if (found >= 0) {
                    all[count++] = found;
                }
            }
            all[count++] = beats[b];
        }
        return Arrays.copyOf(all, count);
    }

    private static int best(Candidates candidates, int before, int after) {
        int best = -1;
        for (int c = before + 1; c < after; c++) {
            boolean free = candidates.place()[c] - candidates.place()[before] > T_WAVE
                    && candidates.place()[after] - candidates.place()[c] > T_WAVE;
            if (free
                    && candidates.height()[c]
                            > SEARCH_BACK_THRESHOLD * candidates.usual()[c]
                    && (best < 0 || candidates.height()[c] > candidates.height()[best])) {
                best = c;
            }
        }
        return best;
    }

    private static double medianGap(Candidates candidates, int[] beats) {
        int[] gaps = new int[beats.length - 1];
        for (int b = 1; b < beats.length; b++) {
            gaps[b - 1] = candidates.place()[beats[b]] - candidates.place()[beats[b - 1]];
        }
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }
}
