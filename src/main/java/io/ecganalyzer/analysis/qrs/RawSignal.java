package io.ecganalyzer.analysis.qrs;

/** Consecutive samples of a lead as they came, where {@code samples[0]} is sample {@code from} of the recording. */
@SuppressWarnings("ArrayRecordComponent") // samples are primitive arrays by design
record RawSignal(int[] samples, long from) {
    /** Half the width in which a peak at 200 Hz is looked for among the samples as they came, in seconds. */
    private static final double SEARCH_SECONDS = 0.012;

    /**
     * The sample at which a deflection is largest.
     *
     * @param time where it was seen at 200 Hz, in samples of the recording
     * @param upward whether it goes up
     */
    long peak(double time, boolean upward, double samplingRateHz) {
        int middle = (int) (Math.round(time) - from);
        int reach = (int) Math.ceil(SEARCH_SECONDS * samplingRateHz);
        int first = Math.max(0, middle - reach);
        int last = Math.min(samples.length - 1, middle + reach);
        int begin = -1;
        int end = -1;
        for (int i = first; i <= last; i++) {
            int order = begin < 0 ? 1 : Integer.compare(samples[i], samples[begin]) * (upward ? 1 : -1);
            if (order > 0) {
                begin = i;
                end = i;
            } else if (order == 0 && end == i - 1) {
                end = i;
            }
        }
        return begin < 0 ? Math.max(0, middle) + from : (begin + end) / 2 + from;
    }

    /** The longest part of a stretch in which the signal stands still. */
    int longestStill(int first, int last) {
        int longest = 0;
        int run = 0;
        for (int i = Math.max(1, first); i < Math.min(samples.length, last); i++) {
            run = samples[i] == samples[i - 1] ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
