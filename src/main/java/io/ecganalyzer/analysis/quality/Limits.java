package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.analysis.summary.Clipping;
import io.ecganalyzer.analysis.summary.Runs;
import io.ecganalyzer.ecg.Lead;

/** What of a lead stands still: at a limit of the converter, or anywhere. */
record Limits(int lowest, int highest, boolean clipsLow, boolean clipsHigh, int flatSamples, int plateauSamples) {
    private static final double FLAT_S = 0.2;

    /** What WFDB writes for a sample that was not recorded. */
    private static final int INVALID = Integer.MIN_VALUE;

    static Limits of(Lead lead, double samplingRateHz) {
        Clipping clipping = Clipping.of(lead, samplingRateHz);
        return new Limits(
                clipping.minimum(),
                clipping.maximum(),
                clipping.atMinimum(),
                clipping.atMaximum(),
                Math.max(8, (int) Math.ceil(FLAT_S * samplingRateHz)),
                clipping.plateauSamples());
    }

    /** How far samples are from each other at most. */
    double range() {
        return (double) highest - lowest;
    }

    /** Of the first samples of an array. */
    Shares shares(int[] samples, int length) {
        int flat = 0;
        int saturated = 0;
        Runs runs = new Runs(
                samples, 0, length, clipsLow || clipsHigh ? Math.min(plateauSamples, flatSamples) : flatSamples);
        while (runs.next()) {
            int value = samples[runs.start()];
            flat += runs.length() >= flatSamples ? runs.length() : 0;
            boolean atLimit = (clipsLow && value == lowest) || (clipsHigh && value == highest);
            saturated += atLimit && runs.length() >= plateauSamples ? runs.length() : 0;
        }
        int invalid = lowest == INVALID ? count(samples, length, INVALID) : 0;
        double n = length;
        return new Shares(flat / n, saturated / n, flat == length || invalid > n / 2);
    }

    private static int count(int[] samples, int length, int value) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += samples[i] == value ? 1 : 0;
        }
        return count;
    }

    /**
     * @param off whether the whole window stands still or most of it was not recorded
     */
    record Shares(double flat, double saturated, boolean off) {}
}
