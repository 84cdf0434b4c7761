package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * What the model is told of each candidate: its height, shape, surroundings, likeness to the beats around it, and how it fits
 * their rhythm. All are ratios or times, so that gain, offset and polarity of a lead do not matter.
 */
final class Features {
    /** The number of values for each candidate. */
    static final int COUNT = 42;

    /** So many of them, the first ones, do not depend on the beats. */
    private static final int OWN = 25;

    private static final int RATE = LeadSignal.RATE_HZ;
    private static final float TINY = 1e-12f;
    private static final int NEIGHBOURS = 3;

    private final LeadSignal signal;
    private final Candidates candidates;
    private final Snippets snippets;
    private final float[] blockNoise;
    private final float[] blockRough;
    private final float overall;
    private final SameDelay delays;

    /** The swing of each candidate, negative where it has not been looked at. */
    private final float[] swing;

    /** The features of every candidate by the first beats, and those; null before. */
    private float[] first;

    private int[] firstBeats;

    /** The range of what was looked at, in {@link #order}. */
    private int low;

    private int high;

    /** @param highest of the envelope, within {@link Candidates#REACH} of each place */
    Features(LeadSignal signal, Candidates candidates, float[] highest) {
        this.signal = signal;
        this.candidates = candidates;
        this.snippets = new Snippets(signal.band(), candidates.place());
        this.delays = new SameDelay(highest, candidates.place(), snippets);
        this.blockNoise = blockQuantile(signal.envelope(), 0.3f);
        this.blockRough = blockQuantile(signal.roughness(), 0.5f);
        this.overall = Math.max(TINY, candidates.overall());
        this.swing = new float[candidates.count()];
        Arrays.fill(swing, -1);
    }

    /** Quantiles of blocks of 0.75 s. */
    private static float[] blockQuantile(float[] x, float quantile) {
        int size = Candidates.BLOCK / 2;
        int count = size / 5;
        if (x.length >= size) {
            return ShortColumns.ranked(x, size, 5, count, x.length / size, (int) (quantile * count))[0];
        }
        float[] part = new float[count];
        int found = 0;
        for (int i = 0; i < x.length; i += 5) {
            part[found++] = x[i];
        }
        Arrays.sort(part, 0, found);
        return new float[] {found == 0 ? 0 : part[Math.min(found - 1, (int) (quantile * found))]};
    }

    /**
     * The features of every candidate, row after row.
     *
     * @param beats the candidates that are taken for beats so far, in order
     */
    float[] of(int[] beats) {
        first = of(beats, new float[candidates.count() * COUNT], COUNT, null);
        firstBeats = beats;
        return first;
    }

    /**
     * The features of some candidates, at the beginning of rows that may hold more.
     *
     * @param beats the candidates that are taken for beats so far, in order
     * @param rows what is filled
     * @param width the length of a row
     * @param wanted the candidates, ascending, whose rows they are; null for all
     */
    float[] of(int[] beats, float[] rows, int width, int[] wanted) {
        if (wanted != null && Arrays.equals(beats, firstBeats)) {
            for (int k = 0; k < wanted.length; k++) {
                System.arraycopy(first, wanted[k] * COUNT, rows, k * width, COUNT);
            }
            return rows;
        }
        int n = wanted == null ? candidates.count() : wanted.length;
        float[] template = snippets.template(beats);
        float[] rhythm = rhythm(beats);
        float[] size = sizes(beats);
        int after = 0;
        for (int k = 0; k < n; k++) {
            int c = wanted == null ? k : wanted[k];
            while (after < beats.length && beats[after] <= c) {
                after++;
            }
            boolean isBeat = after > 0 && beats[after - 1] == c;
            int before = isBeat ? after - 2 : after - 1;
            Row row = new Row(rows, k * width);
            own(row, c);
            fit(row, c, beats, before, after, rhythm, size);
            float[][] shifted = snippets.shifted(c);
            likeness(row, shifted, beats, before, after, template);
            sameDelay(row, c, shifted, beats, before, after);
            row.add(swing(c) / swings(beats, before, after));
            row.add(isBeat ? 1 : 0);
            row.finish();
        }
        return rows;
    }

    private void own(Row row, int c) {
        if (first != null) {
            row.add(first, c * COUNT, OWN);
            return;
        }
        height(row, c);
        peaksAround(row, c);
        shape(row, c);
    }

    Snippets snippets() {
        return snippets;
    }

    private void height(Row row, int c) {
        int at = candidates.place()[c];
        float e = candidates.height()[c];
        float usual = candidates.usual()[c];
        row.add(e / usual);
        row.add(e / overall);
        row.add(usual / overall);
        float noise = around(blockNoise, at);
        row.add(noise / e);
        row.add(noise / usual);
        float rough = around(blockRough, at);
        row.add(rough / e);
        row.add(signal.roughness()[at] / e);
        row.add(signal.roughness()[at] / (rough + TINY));
    }

    /** The mean over the block that holds a place and its neighbours. */
    private static float around(float[] blocks, int at) {
        int block = Math.min(blocks.length - 1, at / (Candidates.BLOCK / 2));
        float sum = 0;
        int count = 0;
        for (int b = Math.max(0, block - 1); b <= Math.min(blocks.length - 1, block + 1); b++) {
            sum += blocks[b];
            count++;
        }
        return sum / count;
    }

    /** Higher peaks nearby, before and after, and how many there are. */
    private void peaksAround(Row row, int c) {
        int[] place = candidates.place();
        float[] height = candidates.height();
        float e = height[c];
        float[] before = new float[3];
        float[] after = new float[3];
        int crowd = 0;
        for (int k = c - 1; k >= 0 && place[c] - place[k] < 3 * RATE / 2; k--) {
            int gap = place[c] - place[k];
            note(before, gap, height[k]);
            crowd += height[k] > 0.4f * e ? 1 : 0;
        }
        for (int k = c + 1; k < place.length && place[k] - place[c] < 3 * RATE / 2; k++) {
            int gap = place[k] - place[c];
            note(after, gap, height[k]);
            crowd += height[k] > 0.4f * e ? 1 : 0;
        }
        for (int k = 0; k < 3; k++) {
            row.add(before[k] / e);
            row.add(after[k] / e);
        }
        row.add(crowd);
    }

    private static void note(float[] largest, int gap, float height) {
        int zone = gap < 44 ? 0 : gap < 90 ? 1 : gap < 160 ? 2 : 3;
        if (zone < 3) {
            largest[zone] = Math.max(largest[zone], height);
        }
    }

    private void shape(Row row, int c) {
        int at = candidates.place()[c];
        float e = candidates.height()[c];
        float[] envelope = signal.envelope();
        row.add(lowest(envelope, at - 40, at) / e);
        row.add(lowest(envelope, at, at + 40) / e);
        row.add(halfWidth(envelope, at, e));
        float[] band = signal.band();
        float bandSwing = swing(band, at - 14, at + 15);
        row.add(bandSwing / e);
        float[] wide = signal.wide();
        float wideSwing = swing(c);
        row.add(wideSwing / (bandSwing + TINY));
        swingsAround(row, wide, at, wideSwing);
        row.add(Math.abs(mean(wide, at - 50, at - 20) - mean(wide, at + 20, at + 50)) / (wideSwing + TINY));
        row.add(Math.min(RATE, Math.min(at, signal.length() - at)) / (float) RATE);
    }

    private static float halfWidth(float[] envelope, int at, float e) {
        int from = at;
        while (from > 0 && at - from < 60 && envelope[from] > 0.5f * e) {
            from--;
        }
        int to = at;
        while (to < envelope.length - 1 && to - at < 60 && envelope[to] > 0.5f * e) {
            to++;
        }
        return to - from;
    }

    /** Of values that are not negative, which are in the order of their bits: of whole numbers C2 finds the smaller without a branch. */
    private static float lowest(float[] x, int from, int to) {
        int lowest = Integer.MAX_VALUE;
        for (int i = Math.max(0, from); i < Math.min(x.length, to); i++) {
            lowest = Math.min(lowest, Float.floatToRawIntBits(x[i]));
        }
        return lowest == Integer.MAX_VALUE ? 0 : Float.intBitsToFloat(lowest);
    }

    /** How far the signal swings from well before a candidate to well after it, shortly before it, and shortly after it. */
    private void swingsAround(Row row, float[] wide, int at, float ownSwing) {
        swing(wide, at - 70, at - 20);
        int lowest = low;
        int highest = high;
        float before = swing();
        swing(wide, at + 20, at + 90);
        lowest = Math.min(lowest, low);
        highest = Math.max(highest, high);
        float after = swing();
        float all;
        if (at < 90) {
            all = swing(wide, at - 90, at + 91);
        } else {
            // What the two did not look at.
            low = lowest;
            high = highest;
            widen(wide, at - 90, at - 70);
            widen(wide, at - 20, at + 20);
            widen(wide, at + 90, at + 91);
            all = swing();
        }
        row.add(all / (ownSwing + TINY));
        row.add(before / (ownSwing + TINY));
        row.add(after / (ownSwing + TINY));
    }

    /** The swing of a candidate's own wave. */
    private float swing(int c) {
        if (swing[c] < 0) {
            int at = candidates.place()[c];
            swing[c] = swing(signal.wide(), at - 20, at + 21);
        }
        return swing[c];
    }

    private float swing(float[] x, int from, int to) {
        low = Integer.MAX_VALUE;
        high = Integer.MIN_VALUE;
        widen(x, from, to);
        return swing();
    }

    private float swing() {
        return high >= low ? value(high) - value(low) : 0;
    }

    /** Takes a part of the signal into the range: every second sample, because what is looked at ends at 35 Hz. */
    private void widen(float[] x, int from, int to) {
        int lowest = low;
        int highest = high;
        for (int i = Math.max(0, from); i < Math.min(x.length, to); i += 2) {
            int order = order(x[i]);
            lowest = Math.min(lowest, order);
            highest = Math.max(highest, order);
        }
        low = lowest;
        high = highest;
    }

    /** A whole number for each value, in the order of the values: of those C2 finds the smaller and the larger without a branch. */
    private static int order(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> 31 >>> 1);
    }

    private static float value(int order) {
        return Float.intBitsToFloat(order ^ (order >> 31 >>> 1));
    }

    private static float mean(float[] x, int from, int to) {
        float sum = 0;
        int first = Math.max(0, from);
        int last = Math.min(x.length, to);
        for (int i = first; i < last; i++) {
            sum += x[i];
        }
        return last > first ? sum / (last - first) : 0;
    }

    /** For each beat the median of the RR intervals around it, in samples. */
    private float[] rhythm(int[] beats) {
        if (beats.length < 2) {
            return new float[] {RATE};
        }
        float[] gaps = new float[beats.length - 1];
        for (int b = 0; b < gaps.length; b++) {
            gaps[b] = candidates.place()[beats[b + 1]] - candidates.place()[beats[b]];
        }
        return Medians.sliding(gaps, 6, 4, beats.length);
    }

    /** For each beat the median height of the beats around it. */
    private float[] sizes(int[] beats) {
        if (beats.length == 0) {
            return new float[] {overall};
        }
        float[] heights = new float[beats.length];
        for (int b = 0; b < beats.length; b++) {
            heights[b] = candidates.height()[beats[b]];
        }
        return Medians.sliding(heights, 3, 3, beats.length);
    }

    private void fit(Row row, int c, int[] beats, int before, int after, float[] rhythm, float[] size) {
        int[] place = candidates.place();
        int nearest = Math.max(0, Math.min(beats.length - 1, before >= 0 ? before : after));
        float usual = rhythm[Math.min(rhythm.length - 1, nearest)];
        float gapBefore = before >= 0 ? place[c] - place[beats[before]] : 3 * RATE;
        float gapAfter = after < beats.length ? place[beats[after]] - place[c] : 3 * RATE;
        row.add(Math.min(4, gapBefore / usual));
        row.add(Math.min(4, gapAfter / usual));
        row.add(Math.min(6, (gapBefore + gapAfter) / usual));
        row.add(Math.min(gapBefore, 600) / RATE);
        row.add(Math.min(gapAfter, 600) / RATE);
        row.add(usual / RATE);
        row.add(candidates.height()[c] / size[Math.min(size.length - 1, nearest)]);
        row.add(before >= 0 ? candidates.height()[c] / candidates.height()[beats[before]] : 1);
        row.add(after < beats.length ? candidates.height()[c] / candidates.height()[beats[after]] : 1);
    }

    private void likeness(Row row, float[][] shifted, int[] beats, int before, int after, float[] template) {
        float toTemplate = Snippets.likeness(shifted, template);
        float best = -1;
        float sum = 0;
        int count = 0;
        for (int k = 0; k < NEIGHBOURS; k++) {
            if (before - k >= 0) {
                float r = snippets.likeness(shifted, beats[before - k]);
                best = Math.max(best, r);
                sum += r;
                count++;
            }
            if (after + k < beats.length) {
                float r = snippets.likeness(shifted, beats[after + k]);
                best = Math.max(best, r);
                sum += r;
                count++;
            }
        }
        row.add(toTemplate);
        row.add(best);
        row.add(count == 0 ? 0 : sum / count);
    }

    private void sameDelay(Row row, int c, float[][] shifted, int[] beats, int before, int after) {
        int[] place = candidates.place();
        float e = candidates.height()[c];
        int since = before >= 0 ? place[c] - place[beats[before]] : Integer.MAX_VALUE;
        int until = after < beats.length ? place[beats[after]] - place[c] : Integer.MAX_VALUE;
        boolean sinceKnown = since < SameDelay.FARTHEST;
        row.add(sinceKnown ? delays.heightAfter(beats, before, since) / e : SameDelay.UNKNOWN);
        row.add(until < SameDelay.FARTHEST ? delays.heightBefore(beats, after, until) / e : SameDelay.UNKNOWN);
        row.add(sinceKnown ? delays.likenessAfter(shifted, beats, before, since) : SameDelay.UNKNOWN);
    }

    /** The mean swing of the two beats before and the two after. */
    private float swings(int[] beats, int before, int after) {
        float sum = TINY;
        int count = 0;
        for (int b = Math.max(0, before - 1); b < Math.min(beats.length, after + 2); b++) {
            if (b <= before || b >= after) {
                sum += swing(beats[b]);
                count++;
            }
        }
        return count == 0 ? Float.MAX_VALUE : sum / count;
    }

    /** Fills one row and holds that its length is right. */
    private static final class Row {
        private final float[] values;
        private final int end;
        private int next;

        Row(float[] values, int from) {
            this.values = values;
            this.next = from;
            this.end = from + COUNT;
        }

        void add(float value) {
            values[next++] = value;
        }

        void add(float[] from, int at, int count) {
            System.arraycopy(from, at, values, next, count);
            next += count;
        }

        void finish() {
            if (next != end) {
                throw new IllegalStateException("a row of features has " + (next - end + COUNT) + " values");
            }
        }
    }
}
