package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * What stands at the same delay after other beats of the same kind as the last one. After a ventricular beat a T wave is large where
 * after the other beats there is none: only beats of its own kind tell it from a beat.
 */
final class SameKind {
    private static final int BEATS_EITHER_SIDE = 20;
    private static final int COMPARED = 6;
    private static final float ALIKE = 0.85f;
    private static final int SLACK = 5;

    /** The next beat must leave that much room, or what stands there may be itself. */
    private static final int CLEAR = 30;

    private static final byte UNKNOWN = 0;
    private static final byte LIKE = 1;
    private static final byte UNLIKE = 2;

    private final LeadPiece piece;
    private final int[] place;
    private final float[] height;
    private final int[] beats;
    private final int[] found = new int[COMPARED];

    /** Which beats around {@link #kindOf} are like it, as far as anybody asked: candidates after one beat ask for the same ones. */
    private final byte[] kind = new byte[2 * BEATS_EITHER_SIDE + 1];

    private int kindOf = -1;

    SameKind(LeadPiece piece, int[] beats) {
        this.piece = piece;
        this.place = piece.candidates().place();
        this.height = piece.candidates().height();
        this.beats = beats;
    }

    /**
     * Puts down the median height there over the candidate's own, and the mean likeness of the candidate's wave to what is there.
     *
     * @param before the last beat before the candidate, -1 where there is none
     */
    void describe(int candidate, int before, float[] rows, int at) {
        rows[at] = SameDelay.UNKNOWN;
        rows[at + 1] = SameDelay.UNKNOWN;
        int delay = before < 0 ? SameDelay.FARTHEST : place[candidate] - place[beats[before]];
        int count = delay < SameDelay.FARTHEST ? find(before, delay) : 0;
        if (count == 0) {
            return;
        }
        float[][] shifted = piece.features().snippets().shifted(candidate);
        float[] there = new float[count];
        float likeness = 0;
        for (int k = 0; k < count; k++) {
            there[k] = highest(found[k]);
            likeness += Snippets.likeness(shifted, piece.features().snippets().at(found[k]));
        }
        Arrays.sort(there);
        rows[at] = there[count / 2] / height[candidate];
        rows[at + 1] = likeness / count;
    }

    /** Places at that delay after beats like one. */
    private int find(int beat, int delay) {
        if (beat != kindOf) {
            kindOf = beat;
            Arrays.fill(kind, UNKNOWN);
        }
        int count = 0;
        for (int step = 1; step <= BEATS_EITHER_SIDE && count < COMPARED; step++) {
            for (int b = beat - step; b <= beat + step; b += 2 * step) {
                if (count < COMPARED && b >= 0 && b + 1 < beats.length && isClear(b, delay) && isLike(beat, b)) {
                    found[count++] = place[beats[b]] + delay;
                }
            }
        }
        return count;
    }

    private boolean isClear(int beat, int delay) {
        return place[beats[beat + 1]] - place[beats[beat]] > delay + CLEAR;
    }

    private boolean isLike(int beat, int other) {
        int at = other - beat + BEATS_EITHER_SIDE;
        if (kind[at] == UNKNOWN) {
            float own = height[beats[beat]];
            float others = height[beats[other]];
            Snippets snippets = piece.features().snippets();
            boolean isLike = own > 0.5f * others
                    && own < 2 * others
                    && snippets.likeness(snippets.shifted(beats[beat]), beats[other]) > ALIKE;
            kind[at] = isLike ? LIKE : UNLIKE;
        }
        return kind[at] == LIKE;
    }

    private float highest(int at) {
        float[] envelope = piece.signal().envelope();
        float highest = 0;
        for (int i = Math.max(0, at - SLACK); i <= Math.min(envelope.length - 1, at + SLACK); i++) {
            highest = Math.max(highest, envelope[i]);
        }
        return highest;
    }
}
