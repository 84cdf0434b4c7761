package io.ecganalyzer.analysis.qrs;

/** Medians of a few values. */
final class Medians {
    private Medians() {}

    /**
     * The median of the first values of an array, the upper one where they are even in number; the values are sorted in place. By
     * insertion: for a dozen values a general sort takes longer to begin than this to end.
     *
     * @param count at least 1
     */
    static float upper(float[] values, int count) {
        for (int i = 1; i < count; i++) {
            float value = values[i];
            int at = i;
            while (at > 0 && values[at - 1] > value) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
        return values[count / 2];
    }
}
