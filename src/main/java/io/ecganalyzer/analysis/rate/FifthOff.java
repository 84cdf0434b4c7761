package io.ecganalyzer.analysis.rate;

import java.util.Arrays;

/**
 * An RR interval that differs by more than a fifth from what came before is no NN interval. What came before is either the last NN
 * interval (Malik M, Farrell T, Cripps T, Camm AJ. Heart rate variability in relation to prognosis after myocardial infarction:
 * selection of optimal processing techniques. Eur Heart J 10:1060-1074, 1989) or the median of the last five, which one odd interval
 * cannot shift (the threshold rule of Tarvainen MP et al. Kubios HRV: heart rate variability analysis software. Comput Methods
 * Programs Biomed 113:210-220, 2014).
 */
final class FifthOff {
    private static final double FURTHEST = 0.2;

    /** After so many refused in a row the rate itself has changed: the search starts anew from the present interval. */
    private static final int MOST_REFUSED = 10;

    /** So many intervals show the rate where the search starts. */
    private static final int SHOWN = 5;

    /** In an unreadable stretch the rate may have changed unseen. So many of those behind it must agree, or what was before is believed. */
    private static final int AGREED = 4;

    private final RrIntervals intervals;
    private final double[] last;
    private final double[] sorted;

    /**
     * @param memory of how many NN intervals the median is taken: 1 for the last alone
     */
    FifthOff(RrIntervals intervals, int memory) {
        this.intervals = intervals;
        last = new double[memory];
        sorted = new double[memory];
    }

    RrKind[] classify() {
        RrKind[] kinds = new RrKind[intervals.count()];
        int refused = 0;
        int taken = 0;
        for (int i = 0; i < kinds.length; i++) {
            if (i == 0 || refused == MOST_REFUSED || (!intervals.adjoins(i) && isSteadyFrom(i))) {
                Arrays.fill(last, medianFrom(i));
                refused = 0;
            }
            double ms = intervals.ms(i);
            double expected = medianOfLast();
            if (Math.abs(ms - expected) > FURTHEST * expected) {
                kinds[i] = ms > expected ? RrKind.LONG : RrKind.SHORT;
                refused++;
            } else {
                kinds[i] = RrKind.NORMAL;
                last[taken++ % last.length] = ms;
                refused = 0;
            }
        }
        return kinds;
    }

    private double medianOfLast() {
        System.arraycopy(last, 0, sorted, 0, last.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private boolean isSteadyFrom(int from) {
        if (from + SHOWN > intervals.count()) {
            return false;
        }
        double median = medianFrom(from);
        int agreed = 0;
        for (int i = from; i < from + SHOWN; i++) {
            if (i > from && !intervals.adjoins(i)) {
                return false;
            }
            agreed += Math.abs(intervals.ms(i) - median) <= FURTHEST * median ? 1 : 0;
        }
        return agreed >= AGREED;
    }

    /** Of the next ones: the first may itself be an ectopic beat's. */
    private double medianFrom(int from) {
        double[] next = new double[Math.min(SHOWN, intervals.count() - from)];
        for (int i = 0; i < next.length; i++) {
            next[i] = intervals.ms(from + i);
        }
        Arrays.sort(next);
        return next[next.length / 2];
    }
}
