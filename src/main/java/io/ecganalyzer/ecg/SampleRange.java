package io.ecganalyzer.ecg;

/**
 * The smallest and the largest of some samples, in analogue-to-digital units.
 *
 * @param minimum from -2³¹ on
 * @param maximum at least the minimum, at most 2³¹ - 1
 */
public record SampleRange(int minimum, int maximum) {
    /** Whether all samples fit 16 bits, so that tens of thousands of them can be added up in an int. */
    public boolean isSmall() {
        return minimum >= Short.MIN_VALUE && maximum <= Short.MAX_VALUE;
    }
}
