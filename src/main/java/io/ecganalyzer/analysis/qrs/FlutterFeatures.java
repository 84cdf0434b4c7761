package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * What tells ventricular flutter and fibrillation from beats, for each half second from the 4 s around it: how sinus-like the
 * wave is (leakage of Kuo and Dillman, Computers in Cardiology 1978), how regular (autocorrelation), how little of it rests on
 * the baseline (Thakor et al., IEEE Trans Biomed Eng 37:837-843, 1990), and what the beat models said.
 */
final class FlutterFeatures {
    /** The number of values for each frame. */
    static final int COUNT = 14;

    /** Frames are 0.5 s. */
    static final int FRAME = 100;

    private static final int EITHER_SIDE = 4 * FRAME;
    private static final int THIN = 4;

    /** The periods that are looked for, in thinned samples: 0.14 to 0.6 s. */
    private static final int SHORTEST_LAG = 7;

    private static final int LONGEST_LAG = 30;
    private static final float TINY = 1e-12f;

    /** In a clean rhythm the envelope rests far below its peaks; such frames are not looked at. */
    private static final float RESTLESS = 0.12f;

    private final JudgedLead lead;
    private final float[] low;
    private final float[] high;
    private final float usualSwing;

    FlutterFeatures(JudgedLead lead) {
        this.lead = lead;
        float[] envelope = lead.piece().signal().envelope();
        int frames = frames(envelope.length);
        this.low = new float[frames];
        this.high = new float[frames];
        int whole = envelope.length / FRAME;
        int each = FRAME / THIN;
        float[][] ranked = ShortColumns.ranked(envelope, FRAME, THIN, each, whole, each / 2, each - 1);
        System.arraycopy(ranked[0], 0, low, 0, whole);
        System.arraycopy(ranked[1], 0, high, 0, whole);
        if (whole < frames) {
            float[] thin = new float[FRAME / THIN];
            int count = 0;
            for (int i = whole * FRAME; i < envelope.length; i += THIN) {
                thin[count++] = envelope[i];
            }
            Arrays.sort(thin, 0, count);
            low[whole] = thin[count / 2];
            high[whole] = thin[count - 1];
        }
        float[] sorted = high.clone();
        Arrays.sort(sorted);
        this.usualSwing = Math.max(TINY, sorted[sorted.length / 2]);
    }

    static int frames(int length) {
        return (length + FRAME - 1) / FRAME;
    }

    int frames() {
        return low.length;
    }

    /** The highest envelope of a frame. */
    float high(int frame) {
        return high[frame];
    }

    /** Whether a frame could be flutter at all. */
    boolean isRestless(int frame) {
        int from = Math.max(0, frame - 4);
        int to = Math.min(low.length, frame + 5);
        float peak = 0;
        float rest = 0;
        for (int f = from; f < to; f++) {
            peak = Math.max(peak, high[f]);
            rest += low[f] / (to - from);
        }
        return rest > RESTLESS * peak;
    }

    /** The features of a frame. */
    float[] of(int frame) {
        float[] wide = lead.piece().signal().wide();
        int centre = frame * FRAME + FRAME / 2;
        int from = Math.max(0, centre - EITHER_SIDE);
        int to = Math.min(wide.length, centre + EITHER_SIDE);
        float[] x = thinned(wide, from, to);
        float[] values = new float[COUNT];
        shape(x, values);
        rhythm(x, values);
        envelope(frame, values);
        beats(from, to, values);
        return values;
    }

    /** Every fourth sample (the signal ends at 35 Hz, flutter below 10), without the mean. */
    private static float[] thinned(float[] wide, int from, int to) {
        float[] x = new float[(to - from) / THIN];
        float mean = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.5f * (wide[from + i * THIN] + wide[from + i * THIN + 2]);
            mean += x[i];
        }
        mean /= Math.max(1, x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        return x;
    }

    private static void shape(float[] x, float[] values) {
        float absolute = 0;
        float slope = 0;
        float peak = TINY;
        double second = TINY;
        double fourth = 0;
        int crossings = 0;
        for (int i = 0; i < x.length; i++) {
            float size = Math.abs(x[i]);
            absolute += size;
            peak = Math.max(peak, size);
            double square = (double) x[i] * x[i];
            second += square;
            fourth += square * square;
            if (i > 0) {
                slope += Math.abs(x[i] - x[i - 1]);
                crossings += x[i] * x[i - 1] < 0 ? 1 : 0;
            }
        }
        int resting = 0;
        for (float value : x) {
            resting += Math.abs(value) < 0.2f * peak ? 1 : 0;
        }
        float period = (float) (2 * Math.PI * absolute / (slope + TINY));
        values[0] = period;
        values[1] = leakage(x, Math.max(1, Math.round(period / 2)));
        values[2] = resting / (float) Math.max(1, x.length);
        values[3] = (float) (fourth * x.length / (second * second));
        values[4] = crossings;
        values[5] = absolute / Math.max(1, x.length) / peak;
    }

    private static float leakage(float[] x, int half) {
        float rest = 0;
        float all = TINY;
        for (int i = half; i < x.length; i++) {
            rest += Math.abs(x[i] + x[i - half]);
            all += Math.abs(x[i]) + Math.abs(x[i - half]);
        }
        return rest / all;
    }

    private static void rhythm(float[] x, float[] values) {
        float energy = TINY;
        for (float value : x) {
            energy += value * value;
        }
        float best = -1;
        int bestLag = 0;
        float[] product = new float[2];
        for (int lag = SHORTEST_LAG; lag <= LONGEST_LAG && lag < x.length; lag++) {
            int second = (lag - SHORTEST_LAG) % 2;
            if (second == 0) {
                products(x, lag, product);
            }
            float sum = product[second] * (x.length / (energy * (x.length - lag)));
            if (sum > best) {
                best = sum;
                bestLag = lag;
            }
        }
        values[6] = best;
        values[7] = bestLag;
    }

    /** At a lag and at the next one in one loop, which load the same samples; of each four sums side by side, in a fixed order. */
    private static void products(float[] x, int lag, float[] product) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float nextA = 0;
        float nextB = 0;
        float nextC = 0;
        float nextD = 0;
        int i = 0;
        for (; i + 4 + lag < x.length; i += 4) {
            float e = x[i];
            float f = x[i + 1];
            float g = x[i + 2];
            float h = x[i + 3];
            float laterF = x[i + lag + 1];
            float laterG = x[i + lag + 2];
            float laterH = x[i + lag + 3];
            a += x[i + lag] * e;
            b += laterF * f;
            c += laterG * g;
            d += laterH * h;
            nextA += laterF * e;
            nextB += laterG * f;
            nextC += laterH * g;
            nextD += x[i + lag + 4] * h;
        }
        for (int k = i; k + lag + 1 < x.length; k++) {
            nextA += x[k + lag + 1] * x[k];
        }
        if (i + 3 + lag < x.length) {
            a += x[i + lag] * x[i];
            b += x[i + lag + 1] * x[i + 1];
            c += x[i + lag + 2] * x[i + 2];
            d += x[i + lag + 3] * x[i + 3];
            i += 4;
        }
        for (; i + lag < x.length; i++) {
            a += x[i + lag] * x[i];
        }
        product[0] = (a + b) + (c + d);
        product[1] = (nextA + nextB) + (nextC + nextD);
    }

    private void envelope(int frame, float[] values) {
        int from = Math.max(0, frame - 4);
        int to = Math.min(low.length, frame + 5);
        float peak = TINY;
        float least = Float.MAX_VALUE;
        float rest = 0;
        for (int f = from; f < to; f++) {
            peak = Math.max(peak, high[f]);
            least = Math.min(least, high[f]);
            rest += low[f] / (to - from);
        }
        values[8] = rest / peak;
        values[9] = least / peak;
        values[10] = peak / usualSwing;
    }

    private void beats(int from, int to, float[] values) {
        int[] place = lead.piece().candidates().place();
        int at = Arrays.binarySearch(place, from);
        int count = 0;
        float certainty = 0;
        int positive = 0;
        for (int c = at >= 0 ? at : -at - 1; c < place.length && place[c] < to; c++) {
            count++;
            positive += lead.logOdds()[c] > 0 ? 1 : 0;
            certainty += (float) lead.lean(c);
        }
        values[11] = positive;
        values[12] = count == 0 ? 0 : certainty / count;
        values[13] = count;
    }
}
