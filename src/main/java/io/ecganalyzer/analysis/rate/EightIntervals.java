package io.ecganalyzer.analysis.rate;

/** The slowest and the fastest eight RR intervals in a row; all null where there are no eight in a row. */
record EightIntervals(Double slowestPerMin, Double slowestAtS, Double fastestPerMin, Double fastestAtS) {
    /** Long enough that a single ectopic beat with its pause, which take as long as two normal ones, does not count. */
    private static final int LENGTH = 8;

    static EightIntervals of(RrIntervals intervals) {
        long longest = Long.MIN_VALUE;
        long shortest = Long.MAX_VALUE;
        int slowest = -1;
        int fastest = -1;
        long sum = 0;
        int inRow = 0;
        for (int i = 0; i < intervals.count(); i++) {
            if (inRow > 0 && !intervals.adjoins(i)) {
                inRow = 0;
                sum = 0;
            }
            sum += intervals.samples(i);
            inRow++;
            if (inRow > LENGTH) {
                sum -= intervals.samples(i - LENGTH);
            }
            if (inRow >= LENGTH && sum > longest) {
                longest = sum;
                slowest = i - LENGTH + 1;
            }
            if (inRow >= LENGTH && sum < shortest) {
                shortest = sum;
                fastest = i - LENGTH + 1;
            }
        }
        return slowest < 0
                ? new EightIntervals(null, null, null, null)
                : new EightIntervals(
                        perMin(longest, intervals),
                        intervals.startS(slowest),
                        perMin(shortest, intervals),
                        intervals.startS(fastest));
    }

    private static double perMin(long samples, RrIntervals intervals) {
        return 60 * LENGTH * intervals.samplingRateHz() / samples;
    }
}
