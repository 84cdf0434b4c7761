package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.AnalysisInterruptedException;
import java.util.Arrays;

/**
 * Judges again what a first look left open: the features are taken anew on the ground of the beats that the first look chose, and
 * what it said of the candidates around comes with them (a stacked model: Wolpert DH, Neural Networks 5:241-259, 1992).
 */
final class SecondLook {
    /** The number of values for each candidate. */
    static final int COUNT = Features.COUNT + 17;

    /** Beyond these log-odds the first look is believed. */
    static final float DECIDED = 4f;

    /** Said where there is no candidate. */
    private static final float NOTHING = -9;

    /** 5 s: farther from a beat that came or went the first turn of this look stands. */
    private static final int NEAR = 5 * LeadSignal.RATE_HZ;

    private static final int[] ZONES = {44, 90, 160};
    private static final int BEATS_EITHER_SIDE = 8;
    private static final int COMPARED = 12;
    private static final float UNLIKE = 0.8f;

    private final LeadPiece piece;
    private final float[] odds;
    private final int[] place;
    private final float[] height;
    private final int[] open;
    private final int[] beats;
    private final float[] rows;

    /**
     * Looks at what is open.
     *
     * @param odds what the first look said of each candidate
     * @param beats those that are taken for beats so far
     */
    SecondLook(LeadPiece piece, float[] odds, int[] beats) {
        this(new JudgedLead(piece, odds), beats);
    }

    private SecondLook(JudgedLead first, int[] beats) {
        this(first.piece(), first.logOdds(), open(first.logOdds()), beats);
        if (open.length > 0) {
            withoutBeats(first.decided());
            context();
        }
    }

    /** Looks again at some of what an earlier turn looked at, by other beats. */
    private SecondLook(SecondLook earlier, int[] again, int[] beats) {
        this(earlier.piece, earlier.odds, again, beats);
        if (again.length == 0) {
            return;
        }
        int from = 0;
        for (int k = 0; k < again.length; k++) {
            while (earlier.open[from] != again[k]) {
                from++;
            }
            takeOver(earlier.rows, from * COUNT + Features.COUNT, k * COUNT + Features.COUNT);
        }
        context();
    }

    private SecondLook(LeadPiece piece, float[] odds, int[] open, int[] beats) {
        this.piece = piece;
        this.odds = odds;
        this.place = piece.candidates().place();
        this.height = piece.candidates().height();
        this.open = open;
        this.beats = beats;
        this.rows = new float[open.length * COUNT];
        if (open.length > 0) {
            piece.features().of(beats, rows, COUNT, open);
        }
    }

    /**
     * What is said of each lead's candidates in the end. Near beats that are chosen after this look and were not before, or the other way
     * about, what was open is judged once more on the ground of those.
     */
    static float[][] judge(JudgedLead[] first, BoostedTrees model) {
        float[][] second = new float[first.length][];
        SecondLook[] looks = new SecondLook[first.length];
        for (int lead = 0; lead < first.length; lead++) {
            AnalysisInterruptedException.throwIfInterrupted();
            second[lead] = first[lead].logOdds().clone();
            looks[lead] = new SecondLook(first[lead], first[lead].beats());
        }
        judge(looks, model, second);
        SecondLook[] again = new SecondLook[first.length];
        for (int lead = 0; lead < first.length; lead++) {
            AnalysisInterruptedException.throwIfInterrupted();
            again[lead] = looks[lead].again(second[lead]);
        }
        judge(again, model, second);
        return second;
    }

    /** Looks again near the beats that came or went by this look. */
    private SecondLook again(float[] second) {
        int[] better = SequenceChooser.choose(place, second);
        return new SecondLook(this, near(changed(beats, better)), better);
    }

    /** What is in one of two ascending rows of candidates and not in both. */
    private static int[] changed(int[] a, int[] b) {
        int[] changed = new int[a.length + b.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (i < a.length && j < b.length && a[i] == b[j]) {
                i++;
                j++;
            } else if (j == b.length || (i < a.length && a[i] < b[j])) {
                changed[count++] = a[i++];
            } else {
                changed[count++] = b[j++];
            }
        }
        return Arrays.copyOf(changed, count);
    }

    /** The open candidates that are near one of others, which are ascending. */
    private int[] near(int[] others) {
        int[] near = new int[open.length];
        int count = 0;
        int next = 0;
        for (int c : open) {
            while (next < others.length && place[others[next]] < place[c] - NEAR) {
                next++;
            }
            if (next < others.length && place[others[next]] <= place[c] + NEAR) {
                near[count++] = c;
            }
        }
        return Arrays.copyOf(near, count);
    }

    private static int[] open(float[] odds) {
        int[] open = new int[odds.length];
        int count = 0;
        for (int c = 0; c < odds.length; c++) {
            if (Math.abs(odds[c]) < DECIDED) {
                open[count++] = c;
            }
        }
        return Arrays.copyOf(open, count);
    }

    /** The candidates that are open, ascending. */
    int[] open() {
        return open;
    }

    /** A row of features for each open candidate. */
    float[] rows() {
        return rows;
    }

    /** Puts the log-odds of what is open on each lead among those of all its candidates. */
    private static void judge(SecondLook[] looks, BoostedTrees model, float[][] all) {
        float[][] rows = new float[looks.length][];
        for (int lead = 0; lead < looks.length; lead++) {
            rows[lead] = looks[lead].rows;
        }
        float[][] judged = model.logOddsOfEach(rows, COUNT);
        for (int lead = 0; lead < looks.length; lead++) {
            int[] open = looks[lead].open;
            for (int k = 0; k < open.length; k++) {
                all[lead][open[k]] = judged[lead][k];
            }
        }
    }

    /** What the first look and the candidates around say of each, whatever the beats: 10 of the 17 values. */
    private void withoutBeats(float[] decided) {
        for (int k = 0; k < open.length; k++) {
            int c = open[k];
            int at = k * COUNT + Features.COUNT;
            rows[at] = odds[c];
            around(c, at + 1);
            rows[at + 7] = decided[c];
            rows[at + 12] = likestNone(piece.features().snippets().shifted(c), c);
            rows[at + 13] = lost(c);
        }
    }

    private void takeOver(float[] earlier, int from, int at) {
        System.arraycopy(earlier, from, rows, at, 8);
        System.arraycopy(earlier, from + 12, rows, at + 12, 2);
    }

    /** What depends on the beats. */
    private void context() {
        float[] likeness = new float[beats.length];
        float[] template = piece.features().snippets().template(beats);
        for (int b = 0; b < beats.length; b++) {
            likeness[b] = Snippets.likeness(piece.features().snippets().shifted(beats[b]), template);
        }
        float[] certainty = new float[beats.length];
        for (int b = 0; b < beats.length; b++) {
            certainty[b] = (float) Math.tanh(odds[beats[b]] / 4);
        }
        SameKind sameKind = new SameKind(piece, beats);
        int next = 0;
        for (int k = 0; k < open.length; k++) {
            int c = open[k];
            while (next < beats.length && beats[next] < c) {
                next++;
            }
            int at = k * COUNT + Features.COUNT;
            int from = Math.max(0, next - BEATS_EITHER_SIDE);
            int to = Math.min(beats.length, next + BEATS_EITHER_SIDE);
            rows[at + 8] = mean(likeness, from, to);
            rows[at + 9] = mean(certainty, from, to);
            rows[at + 10] = unsteadiness(from, to);
            int before = next - 1;
            sameKind.describe(c, before, rows, at + 15);
            rows[at + 11] = likestBeat(piece.features().snippets().shifted(c), c, next, likeness);
            rows[at + 14] = before >= 0 ? likeness[before] : SameDelay.UNKNOWN;
        }
    }

    /** The best opinion of candidates in zones before and after. */
    private void around(int c, int at) {
        Arrays.fill(rows, at, at + 2 * ZONES.length, NOTHING);
        for (int step = -1; step <= 1; step += 2) {
            int zone = 0;
            for (int k = c + step; k >= 0 && k < place.length; k += step) {
                int gap = Math.abs(place[k] - place[c]);
                while (zone < ZONES.length && gap >= ZONES[zone]) {
                    zone++;
                }
                if (zone == ZONES.length) {
                    break;
                }
                int to = at + 2 * zone + (step > 0 ? 1 : 0);
                rows[to] = Math.max(rows[to], odds[k]);
            }
        }
    }

    private static float mean(float[] x, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return to > from ? sum / (to - from) : 0;
    }

    /** The median change of the RR interval from beat to beat over the interval. */
    private float unsteadiness(int from, int to) {
        if (to - from < 4) {
            return SameDelay.UNKNOWN;
        }
        float[] change = new float[to - from - 2];
        for (int b = from; b < to - 2; b++) {
            float first = place[beats[b + 1]] - place[beats[b]];
            float second = place[beats[b + 2]] - place[beats[b + 1]];
            change[b - from] = Math.abs(second - first) / (first + second);
        }
        Arrays.sort(change);
        return change[change.length / 2];
    }

    /** The largest likeness to sure beats of another form than the prevailing one. */
    private float likestBeat(float[][] shifted, int c, int next, float[] likeness) {
        float best = SameDelay.UNKNOWN;
        int compared = 0;
        for (int step = 1; step <= 30 && compared < COMPARED; step++) {
            for (int b : new int[] {next - step, next + step - 1}) {
                if (b >= 0
                        && b < beats.length
                        && beats[b] != c
                        && likeness[b] < UNLIKE
                        && odds[beats[b]] > DECIDED
                        && isAsHigh(c, beats[b])) {
                    best = Math.max(best, piece.features().snippets().likeness(shifted, beats[b]));
                    compared++;
                }
            }
        }
        return best;
    }

    /** The largest likeness to sure waves that are no beats. */
    private float likestNone(float[][] shifted, int c) {
        float best = SameDelay.UNKNOWN;
        int compared = 0;
        for (int step = 1; step <= 60 && compared < COMPARED; step++) {
            for (int k : new int[] {c - step, c + step}) {
                if (k >= 0 && k < place.length && odds[k] < -DECIDED && isAsHigh(c, k)) {
                    best = Math.max(best, piece.features().snippets().likeness(shifted, k));
                    compared++;
                }
            }
        }
        return best;
    }

    private boolean isAsHigh(int c, int other) {
        return height[c] > 0.5f * height[other] && height[c] < 2 * height[other];
    }

    /** What the best sequence loses in log-odds when this candidate must be in it, as far as its nearest neighbours go. */
    private float lost(int c) {
        float sum = 0;
        for (int step = -1; step <= 1; step += 2) {
            float most = 0;
            for (int k = c + step; k >= 0 && k < place.length && Math.abs(place[k] - place[c]) < 40; k += step) {
                most = Math.max(most, odds[k]);
            }
            sum += most;
        }
        return sum;
    }
}
