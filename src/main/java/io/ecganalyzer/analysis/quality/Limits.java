package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.analysis.summary.Clipping;

/** What of a lead stands still: at a limit of the converter, or anywhere. */
record Limits(int lowest, int highest, boolean clipsLow, boolean clipsHigh, int flatSamples, int plateauSamples) {
    private static final double FLAT_S = 0.2;

    /** What WFDB writes for a sample that was not recorded. */
    private static final int INVALID = Integer.MIN_VALUE;

    static Limits of(int[] samples, double samplingRateHz) {
        Clipping clipping = Clipping.of(samples, samplingRateHz);
        return new Limits(
                clipping.minimum(),
                clipping.maximum(),
                clipping.atMinimum(),
                clipping.atMaximum(),
                Math.max(8, (int) Math.ceil(FLAT_S * samplingRateHz)),
                clipping.plateauSamples());
    }

    Shares shares(int[] samples, int from, int to) {
        int flat = 0;
        int saturated = 0;
        int invalid = 0;
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || samples[i] != samples[start]) {
                int length = i - start;
                int value = samples[start];
                if (length >= flatSamples) {
                    flat += length;
                }
                if (length >= plateauSamples && ((clipsLow && value == lowest) || (clipsHigh && value == highest))) {
                    saturated += length;
                }
                if (value == INVALID) {
                    invalid += length;
                }
                start = i;
            }
        }
        double n = to - from;
        return new Shares(flat / n, saturated / n, flat == to - from || invalid > n / 2);
    }

    /**
     * @param off whether the whole window stands still or most of it was not recorded
     */
    record Shares(double flat, double saturated, boolean off) {}
}
