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
 * them, shifted and combined, match 64 runs at a time. That takes n²/64 steps in place of n².
 */
final class SampleEntropy {
    /** More than a day of beats; the time grows with the square. */
    static final int MOST_INTERVALS = 200_000;

    private final int n;
    private final long[][] matchesOf;
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
        matchesOf = matches(distinct, toleranceSamples);
        runs = new long[words()];
        for (int i = 0; i + 2 < n; i++) {
            if (intervals.adjoins(i + 1) && intervals.adjoins(i + 2)) {
                runs[i >> 6] |= 1L << i;
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
            long[] first = matchesOf[rankOf[i]];
            long[] second = matchesOf[rankOf[i + 1]];
            long[] third = matchesOf[rankOf[i + 2]];
            int words = words();
            for (int w = i >> 6; w < words; w++) {
                long two = runs[w] & first[w] & (second[w] >>> 1 | second[w + 1] << 63);
                if (w == i >> 6) {
                    // Each pair once: only runs after this one.
                    two &= -2L << i;
                }
                long three = two & (third[w] >>> 2 | third[w + 1] << 62);
                twos += Long.bitCount(two);
                threes += Long.bitCount(three);
            }
        }
        return -Math.log((double) threes / twos);
    }

    private int words() {
        return (n + 63) >> 6;
    }

    /** For each distinct value the places of the intervals within r of it; one word more than needed, for the shifts. */
    private long[][] matches(int[] distinct, double tolerance) {
        long[][] within = new long[distinct.length][words() + 1];
        for (int i = 0; i < n; i++) {
            int rank = rankOf[i];
            for (int v = rank; v >= 0 && distinct[rank] - distinct[v] <= tolerance; v--) {
                within[v][i >> 6] |= 1L << i;
            }
            for (int v = rank + 1; v < distinct.length && distinct[v] - distinct[rank] <= tolerance; v++) {
                within[v][i >> 6] |= 1L << i;
            }
        }
        return within;
    }
}
