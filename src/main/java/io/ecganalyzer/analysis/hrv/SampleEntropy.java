package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.AnalysisInterruptedException;
import io.ecganalyzer.analysis.rate.RrIntervals;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sample entropy with m = 2 (Richman JS, Moorman JR. Physiological time-series analysis using approximate entropy and sample entropy.
 * Am J Physiol 278:H2039-H2049, 2000): -ln(A/B), B the pairs of runs of two intervals that match within r in each, A of three.
 *
 * <p>Interval lengths are whole samples, so few values occur. For each value a bit set holds where a matching interval stands; three of
 * them, those of the second and third value shifted beforehand, match 64 runs at a time. That takes n²/64 steps in place of n².
 */
final class SampleEntropy {
    /** More than a day of beats; the time grows with the square. */
    static final int MOST_INTERVALS = 200_000;

    private final int n;

    /** For the k-th interval of a run and each distinct value: the runs whose k-th interval is within r of it. */
    private final long[][][] matchesOf;

    private final int[] rankOf;

    /** Whether a run of three starts there, without an interval left out in it. */
    private final long[] runs;

    /**
     * @param toleranceSamples r
     */
    SampleEntropy(RrIntervals intervals, double toleranceSamples) {
        n = intervals.count();
        int[] distinct = IntStream.range(0, n)
                .map(intervals::samples)
                .sorted()
                .distinct()
                .toArray();
        rankOf = new int[n];
        for (int i = 0; i < n; i++) {
            rankOf[i] = Arrays.binarySearch(distinct, intervals.samples(i));
        }
        runs = new long[words()];
        for (int i = 0; i + 2 < n; i++) {
            if (intervals.adjoins(i + 1) && intervals.adjoins(i + 2)) {
                runs[i >> 6] |= 1L << i;
            }
        }
        matchesOf = new long[][][] {
            matches(distinct, toleranceSamples, 0),
            matches(distinct, toleranceSamples, 1),
            matches(distinct, toleranceSamples, 2)
        };
        for (long[] first : matchesOf[0]) {
            for (int w = 0; w < first.length; w++) {
                first[w] &= runs[w];
            }
        }
    }

    /** Not finite where no runs match. */
    double value() {
        long twos = 0;
        long threes = 0;
        for (int i = 0; i + 2 < n; i++) {
            if (i % 1024 == 0) {
                AnalysisInterruptedException.throwIfInterrupted();
            }
            if ((runs[i >> 6] >>> i & 1) == 0) {
                continue;
            }
            long[] first = matchesOf[0][rankOf[i]];
            long[] second = matchesOf[1][rankOf[i + 1]];
            long[] third = matchesOf[2][rankOf[i + 2]];
            // Each pair once: only runs after this one.
            long begun = first[i >> 6] & second[i >> 6] & -2L << i;
            twos += Long.bitCount(begun);
            threes += Long.bitCount(begun & third[i >> 6]);
            for (int w = (i >> 6) + 1; w < first.length; w++) {
                long two = first[w] & second[w];
                twos += Long.bitCount(two);
                threes += Long.bitCount(two & third[w]);
            }
        }
        return -Math.log((double) threes / twos);
    }

    private int words() {
        return (n + 63) >> 6;
    }

    /** For each distinct value the runs whose interval of that place in the run is within r of it. */
    private long[][] matches(int[] distinct, double tolerance, int place) {
        long[][] within = new long[distinct.length][words()];
        for (int i = place; i < n; i++) {
            int run = i - place;
            int rank = rankOf[i];
            for (int v = rank; v >= 0 && distinct[rank] - distinct[v] <= tolerance; v--) {
                within[v][run >> 6] |= 1L << run;
            }
            for (int v = rank + 1; v < distinct.length && distinct[v] - distinct[rank] <= tolerance; v++) {
                within[v][run >> 6] |= 1L << run;
            }
        }
        return within;
    }
}
