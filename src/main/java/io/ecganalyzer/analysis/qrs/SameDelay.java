package io.ecganalyzer.analysis.qrs;

/**
 * What usually stands at the same delay after a beat, or before one. A T wave (or a P wave) stands there after every beat; a
 * premature beat does not.
 */
final class SameDelay {
    /** What is not known. */
    static final float UNKNOWN = -1;

    /** 1.2 s: farther from a beat nothing belongs to it. */
    static final int FARTHEST = 240;

    private static final int BEATS_EITHER_SIDE = 6;
    private static final int CLEAR = 30;

    /** For each place the highest of the envelope nearby. */
    private final float[] highest;

    private final int[] place;
    private final Snippets snippets;
    private final float[] found = new float[2 * BEATS_EITHER_SIDE];

    SameDelay(float[] highest, int[] place, Snippets snippets) {
        this.highest = highest;
        this.place = place;
        this.snippets = snippets;
    }

    /** The median height at that delay after the beats around one, but not after itself nor where the next beat stands. */
    float heightAfter(int[] beats, int beat, int delay) {
        int count = 0;
        for (int b = Math.max(0, beat - BEATS_EITHER_SIDE);
                b <= Math.min(beats.length - 2, beat + BEATS_EITHER_SIDE);
                b++) {
            int gap = place[beats[b + 1]] - place[beats[b]];
            if (b != beat && gap > delay + CLEAR && count < found.length) {
                found[count++] = highest[place[beats[b]] + delay];
            }
        }
        return median(count);
    }

    /** The median height at that delay before the beats around one, but not before itself nor where the last beat stands. */
    float heightBefore(int[] beats, int beat, int delay) {
        int count = 0;
        for (int b = Math.max(1, beat - BEATS_EITHER_SIDE);
                b <= Math.min(beats.length - 1, beat + BEATS_EITHER_SIDE);
                b++) {
            int gap = place[beats[b]] - place[beats[b - 1]];
            if (b != beat && gap > delay + CLEAR && count < found.length) {
                found[count++] = highest[place[beats[b]] - delay];
            }
        }
        return median(count);
    }

    /** The mean correlation of a candidate's wave with what stands at the same delay after other beats. */
    float likenessAfter(float[][] shifted, int[] beats, int beat, int delay) {
        float sum = 0;
        int count = 0;
        for (int b = Math.max(0, beat - 3); b <= Math.min(beats.length - 2, beat + 3); b++) {
            int gap = place[beats[b + 1]] - place[beats[b]];
            if (b != beat && gap > delay + CLEAR) {
                sum += Snippets.likeness(shifted, snippets.at(place[beats[b]] + delay));
                count++;
            }
        }
        return count == 0 ? UNKNOWN : sum / count;
    }

    private float median(int count) {
        return count == 0 ? UNKNOWN : Medians.upper(found, count);
    }
}
