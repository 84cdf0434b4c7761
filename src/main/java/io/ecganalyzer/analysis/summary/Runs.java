package io.ecganalyzer.analysis.summary;

/**
 * The runs of one value in a part of a lead that are at least so long, by time. A run of n samples has n - 1 pairs of equal neighbours, so
 * that of every n - 1 pairs only one must be looked at: where its samples differ, no such run is there. Where the values are known, one of
 * n samples tells.
 */
public final class Runs {
    private final int[] samples;
    private final int from;
    private final int to;
    private final int shortest;
    private final boolean ofAnyValue;
    private final int low;
    private final int high;
    private int start;
    private int end;

    /** @param shortest at least 2 */
    public Runs(int[] samples, int from, int to, int shortest) {
        this(samples, from, to, shortest, true, 0, 0);
    }

    /** Only the runs of one or the other value. */
    static Runs ofEither(int low, int high, int[] samples, int from, int to, int shortest) {
        return new Runs(samples, from, to, shortest, false, low, high);
    }

    private Runs(int[] samples, int from, int to, int shortest, boolean ofAnyValue, int low, int high) {
        this.samples = samples;
        this.from = from;
        this.to = to;
        this.shortest = shortest;
        this.ofAnyValue = ofAnyValue;
        this.low = low;
        this.high = high;
        this.end = from;
    }

    /** Goes to the next run; false where there is none. */
    public boolean next() {
        // A run that begins at end has its last certain pair before end + shortest.
        int step = ofAnyValue ? shortest - 1 : shortest;
        for (int i = end + shortest - 1; i < to; i += step) {
            if (isInARun(i)) {
                find(i);
                if (end - start >= shortest) {
                    return true;
                }
                i = end + shortest - 1 - step;
            }
        }
        return false;
    }

    private boolean isInARun(int i) {
        return ofAnyValue ? samples[i] == samples[i - 1] : samples[i] == low || samples[i] == high;
    }

    private void find(int at) {
        int value = samples[at];
        int first = at;
        while (first > from && samples[first - 1] == value) {
            first--;
        }
        int last = at;
        while (last + 1 < to && samples[last + 1] == value) {
            last++;
        }
        start = first;
        end = last + 1;
    }

    /** Its first sample. */
    public int start() {
        return start;
    }

    /** The sample after its last. */
    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }
}
