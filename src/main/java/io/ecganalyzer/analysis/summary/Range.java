package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.ecg.Lead;

/** The smallest and the largest sample of a lead. */
record Range(int minimum, int maximum) {
    static Range of(Lead lead) {
        Extremes extremes = new Extremes();
        Parts.each(lead, extremes::add);
        return new Range(extremes.minimum, extremes.maximum);
    }

    /** Whether all samples fit 16 bits, so that tens of thousands of them can be added up in an int. */
    boolean isSmall() {
        return minimum >= Short.MIN_VALUE && maximum <= Short.MAX_VALUE;
    }

    private static final class Extremes {
        private int minimum = Integer.MAX_VALUE;
        private int maximum = Integer.MIN_VALUE;

        void add(int[] samples, int from, int to, int place) {
            int lowest = minimum;
            int highest = maximum;
            // Branches that are hardly ever taken: Math.min waits for the last minimum at each sample.
            for (int i = from; i < to; i++) {
                int sample = samples[i];
                if (sample < lowest) {
                    lowest = sample;
                }
                if (sample > highest) {
                    highest = sample;
                }
            }
            minimum = lowest;
            maximum = highest;
        }
    }
}
