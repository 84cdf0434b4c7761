package io.ecganalyzer.analysis.qrs;

/** How alike the waves of two candidates are: correlation of their surroundings, 200 ms wide, over small shifts. */
final class Snippets {
    /** Points of a snippet, 10 ms apart. */
    static final int POINTS = 21;

    private static final int STEP = 2;
    private static final int HALF = (POINTS / 2) * STEP;
    private static final int SHIFTS = 2;

    private final float[] band;
    private final int[] place;
    private final float[][] unit;

    Snippets(float[] band, int[] place) {
        this.band = band;
        this.place = place;
        this.unit = new float[place.length][];
    }

    /** The wave round a candidate, scaled to length 1. */
    private float[] unit(int c) {
        if (unit[c] == null) {
            unit[c] = cut(place[c]);
            scale(unit[c]);
        }
        return unit[c];
    }

    /** The wave round any place, scaled to length 1. */
    float[] at(int centre) {
        float[] snippet = cut(centre);
        scale(snippet);
        return snippet;
    }

    private float[] cut(int centre) {
        float[] snippet = new float[POINTS];
        for (int k = 0; k < POINTS; k++) {
            int at = centre - HALF + k * STEP;
            snippet[k] = at >= 0 && at < band.length ? band[at] : 0;
        }
        return snippet;
    }

    private static void scale(float[] x) {
        float energy = 0;
        for (float value : x) {
            energy += value * value;
        }
        float scale = energy > 0 ? (float) (1 / Math.sqrt(energy)) : 0;
        for (int k = 0; k < x.length; k++) {
            x[k] *= scale;
        }
    }

    /** The waves round a candidate at every shift, each scaled to length 1. */
    float[][] shifted(int c) {
        float[][] shifted = new float[2 * SHIFTS + 1][];
        for (int s = -SHIFTS; s <= SHIFTS; s++) {
            if (s == 0) {
                shifted[SHIFTS] = unit(c);
            } else {
                shifted[s + SHIFTS] = cut(place[c] + s * STEP);
                scale(shifted[s + SHIFTS]);
            }
        }
        return shifted;
    }

    /** The largest correlation of those waves with another candidate's, -1 to 1. */
    float likeness(float[][] shifted, int other) {
        return likeness(shifted, unit(other));
    }

    /** The largest correlation of those waves with a template. */
    static float likeness(float[][] shifted, float[] template) {
        float best = -1;
        for (float[] wave : shifted) {
            float sum = 0;
            for (int k = 0; k < POINTS; k++) {
                sum += wave[k] * template[k];
            }
            best = Math.max(best, sum);
        }
        return best;
    }

    /**
     * The prevailing wave of beats: their mean, then the mean of those that resemble it. All zero where there is no beat.
     */
    float[] template(int[] beats) {
        float[] template = new float[POINTS];
        for (int b : beats) {
            add(template, unit(b));
        }
        scale(template);
        for (int round = 0; round < 2; round++) {
            float[] next = new float[POINTS];
            for (int b : beats) {
                if (inner(template, unit(b)) > 0.6f) {
                    add(next, unit(b));
                }
            }
            scale(next);
            if (inner(next, next) > 0) {
                template = next;
            }
        }
        return template;
    }

    private static void add(float[] sum, float[] x) {
        for (int k = 0; k < POINTS; k++) {
            sum[k] += x[k];
        }
    }

    private static float inner(float[] a, float[] b) {
        float sum = 0;
        for (int k = 0; k < POINTS; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
