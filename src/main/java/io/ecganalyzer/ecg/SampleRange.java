package io.ecganalyzer.ecg;

/** The smallest and the largest of some samples. */
public record SampleRange(int minimum, int maximum) {
    static SampleRange of(int[] samples) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        // Branches that are hardly ever taken: Math.min waits for the last minimum at each sample.
        for (int sample : samples) {
            if (sample < lowest) {
                lowest = sample;
            }
            if (sample > highest) {
                highest = sample;
            }
        }
        return new SampleRange(lowest, highest);
    }

    static SampleRange of(short[] samples) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int sample : samples) {
            if (sample < lowest) {
                lowest = sample;
            }
            if (sample > highest) {
                highest = sample;
            }
        }
        return new SampleRange(lowest, highest);
    }

    /** Whether all samples fit 16 bits, so that tens of thousands of them can be added up in an int. */
    public boolean isSmall() {
        return minimum >= Short.MIN_VALUE && maximum <= Short.MAX_VALUE;
    }
}
