package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

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
    private final float[][] shifted = new float[2 * SHIFTS + 1][POINTS];
    private final float[] cut = new float[POINTS + 2 * SHIFTS];

    /** The candidate whose waves these are. */
    private int shiftedOf = -1;

    private int[] templateOf = {};
    private float[] template = new float[POINTS];
    private final float[] there = new float[POINTS];

    Snippets(float[] band, int[] place) {
        this.band = band;
        this.place = place;
        this.unit = new float[place.length][];
    }

    /** The wave round a candidate, scaled to length 1. */
    private float[] unit(int c) {
        if (unit[c] == null) {
            unit[c] = new float[POINTS];
            cut(place[c] - HALF, unit[c]);
            scale(unit[c]);
        }
        return unit[c];
    }

    /** The wave round any place, scaled to length 1; it stands until the next call. */
    float[] at(int centre) {
        cut(centre - HALF, there);
        scale(there);
        return there;
    }

    private void cut(int from, float[] points) {
        if (from >= 0 && from + (points.length - 1) * STEP < band.length) {
            for (int k = 0; k < points.length; k++) {
                points[k] = band[from + k * STEP];
            }
            return;
        }
        for (int k = 0; k < points.length; k++) {
            int at = from + k * STEP;
            points[k] = at >= 0 && at < band.length ? band[at] : 0;
        }
    }

    private static void scale(float[] x) {
        float energy = 0;
        for (float value : x) {
            energy += value * value;
        }
        float scale = scale(energy);
        for (int k = 0; k < x.length; k++) {
            x[k] *= scale;
        }
    }

    private static float scale(float energy) {
        return energy > 0 ? (float) (1 / Math.sqrt(energy)) : 0;
    }

    /** The waves round a candidate at every shift, each scaled to length 1; they stand until another's are asked for. */
    float[][] shifted(int c) {
        if (c == shiftedOf) {
            return shifted;
        }
        shiftedOf = c;
        cut(place[c] - HALF - SHIFTS * STEP, cut);
        // All energies side by side, as in likeness.
        float energyA = 0;
        float energyB = 0;
        float energyC = 0;
        float energyD = 0;
        float energyE = 0;
        for (int k = 0; k < POINTS; k++) {
            energyA += cut[k] * cut[k];
            energyB += cut[k + 1] * cut[k + 1];
            energyC += cut[k + 2] * cut[k + 2];
            energyD += cut[k + 3] * cut[k + 3];
            energyE += cut[k + 4] * cut[k + 4];
        }
        scaled(0, scale(energyA));
        scaled(1, scale(energyB));
        scaled(2, scale(energyC));
        scaled(3, scale(energyD));
        scaled(4, scale(energyE));
        return shifted;
    }

    private void scaled(int shift, float scale) {
        float[] to = shifted[shift];
        for (int k = 0; k < POINTS; k++) {
            to[k] = cut[k + shift] * scale;
        }
    }

    /** The largest correlation of those waves with another candidate's, -1 to 1. */
    float likeness(float[][] shifted, int other) {
        return likeness(shifted, unit(other));
    }

    /** The largest correlation of those waves with a template. */
    static float likeness(float[][] shifted, float[] template) {
        // All shifts side by side: none of the sums waits for its own last addition.
        float[] a = shifted[0];
        float[] b = shifted[1];
        float[] c = shifted[2];
        float[] d = shifted[3];
        float[] e = shifted[4];
        float sumA = 0;
        float sumB = 0;
        float sumC = 0;
        float sumD = 0;
        float sumE = 0;
        for (int k = 0; k < POINTS; k++) {
            float point = template[k];
            sumA += a[k] * point;
            sumB += b[k] * point;
            sumC += c[k] * point;
            sumD += d[k] * point;
            sumE += e[k] * point;
        }
        return Math.max(-1, Math.max(Math.max(sumA, sumB), Math.max(sumC, Math.max(sumD, sumE))));
    }

    /**
     * The prevailing wave of beats: their mean, then the mean of those that resemble it. All zero where there is no beat.
     */
    float[] template(int[] beats) {
        if (!Arrays.equals(beats, templateOf)) {
            templateOf = beats;
            template = prevailing(beats);
        }
        return template;
    }

    private float[] prevailing(int[] beats) {
        float[] mean = new float[POINTS];
        for (int b : beats) {
            add(mean, unit(b));
        }
        scale(mean);
        for (int round = 0; round < 2; round++) {
            float[] next = new float[POINTS];
            for (int b : beats) {
                if (inner(mean, unit(b)) > 0.6f) {
                    add(next, unit(b));
                }
            }
            scale(next);
            if (inner(next, next) > 0) {
                mean = next;
            }
        }
        return mean;
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
