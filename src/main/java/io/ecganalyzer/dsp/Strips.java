package io.ecganalyzer.dsp;

import java.util.Arrays;

/**
 * A signal cut into strips of equal length that lie side by side: a row holds one sample of every strip, the next row the samples after
 * those. What is done to each sample and its neighbours is done to whole rows, in loops over arrays at one index: of these C2 makes
 * vectors, as it does not of loops over one array at several distances.
 *
 * <p>Above and below each strip lie some rows of its neighbours, once {@link #fillMargins} has put them there. Beyond its ends the signal
 * stands still. Not safe for many threads.
 */
public final class Strips {
    /** Rows above and below: no filter here reaches farther. */
    public static final int MARGIN = 40;

    /**
     * Samples of a row, of which a short signal leaves some unused (ten seconds at 200 Hz fill 50): loops that always go so far take two
     * thirds of the time of others. Few enough that the rows a filter reads stay near the first-level cache.
     */
    static final int WIDTH = 96;

    /** A signal of fewer samples takes longer to cut than to filter one by one. */
    public static final int FEW = 400;

    private int length;
    private int each;
    private int count;
    private float[][] rows = {};

    /**
     * Makes room for a signal.
     *
     * @param multiple the samples of a strip are a multiple of it
     */
    void shape(int samples, int multiple) {
        int wanted = Math.max(MARGIN, (samples + WIDTH - 1) / WIDTH);
        int samplesEach = (wanted + multiple - 1) / multiple * multiple;
        shape(samples, samplesEach, Math.max(1, (samples + samplesEach - 1) / samplesEach), 2 * MARGIN);
    }

    private void shape(int samples, int samplesEach, int strips, int more) {
        length = samples;
        each = samplesEach;
        count = strips;
        int held = rows.length;
        if (held < each + more) {
            rows = Arrays.copyOf(rows, each + more);
            // One by one: arrays of arrays in a single expression take the slow way through the virtual machine.
            for (int row = held; row < rows.length; row++) {
                rows[row] = new float[WIDTH];
            }
        }
    }

    /** The same shape as others have, to be filled row by row. */
    public void shapeAs(Strips other) {
        shape(other.length, other.each, other.count, 2 * MARGIN);
    }

    /** Takes a signal. */
    public void cut(float[] x) {
        shape(x.length, 1);
        if (x.length > 0) {
            fill(new Samples.Plain(x), 0, each, each, MARGIN);
        }
    }

    /**
     * Takes overlapping stretches of a signal, which stands still beyond its ends.
     *
     * @param from where the first stretch begins
     * @param stretches how many there are
     * @param step from one to the next
     * @param samplesEach how long each is
     */
    void cut(Samples x, long from, int stretches, int step, int samplesEach) {
        shape(x.length(), samplesEach, stretches, 0);
        fill(x, from, step, samplesEach, 0);
    }

    /** Row by row: what is read stays in the first-level cache until the rows after have read what lies beside it. */
    private void fill(Samples x, long from, int step, int samplesEach, int firstRow) {
        for (int j = 0; j < samplesEach; j++) {
            float[] row = rows[firstRow + j];
            long at = from + j;
            int inside = at >= 0 ? 0 : (int) Math.min(count, (-at + step - 1) / step);
            int end = at >= x.length()
                    ? inside
                    : (int) Math.max(inside, Math.min(count, (x.length() - 1 - at) / step + 1));
            for (int strip = 0; strip < inside; strip++) {
                row[strip] = x.at(0);
            }
            if (end > inside) {
                x.copy((int) (at + (long) inside * step), step, row, inside, end);
            }
            for (int strip = end; strip < count; strip++) {
                row[strip] = x.at(x.length() - 1);
            }
        }
    }

    /** Samples of the signal. */
    public int length() {
        return length;
    }

    /** Samples of a strip. */
    public int each() {
        return each;
    }

    /** One sample of every strip, from 0; rows of the neighbours come before and after. */
    public float[] row(int j) {
        return rows[MARGIN + j];
    }

    /** How many strips there are. */
    int count() {
        return count;
    }

    float[] rowWithoutMargin(int j) {
        return rows[j];
    }

    /** Puts the neighbours' samples above and below each strip; beyond its ends the signal stands still. */
    public void fillMargins() {
        if (length == 0) {
            return;
        }
        float first = row(0)[0];
        float last = row((length - 1) % each)[(length - 1) / each];
        setFrom(length, last);
        for (int j = 1; j <= MARGIN; j++) {
            System.arraycopy(row(each - j), 0, row(-j), 1, count - 1);
            row(-j)[0] = first;
        }
        for (int j = 0; j < MARGIN; j++) {
            System.arraycopy(row(j), 1, row(each + j), 0, count - 1);
            row(each + j)[count - 1] = last;
        }
    }

    private void setFrom(int sample, float value) {
        for (int i = sample; i < count * each; i++) {
            row(i % each)[i / each] = value;
        }
    }

    /** The signal in one piece. */
    public float[] joined() {
        float[] x = new float[length];
        join(0, length, x, 0);
        return x;
    }

    /** Copies the samples from one to before another into an array, beginning at a place of it. */
    public void join(int from, int to, float[] x, int at) {
        for (int j = 0; j < each; j++) {
            float[] row = rows[MARGIN + j];
            int first = Math.max(0, (from - j + each - 1) / each);
            int end = Math.min(count, Math.floorDiv(to - 1 - j, each) + 1);
            int place = at - from + first * each + j;
            for (int strip = first; strip < end; strip++) {
                x[place] = row[strip];
                place += each;
            }
        }
    }
}
