package io.ecganalyzer.analysis.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.GivenBeats;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EctopicRuleTest {
    private static final double RATE_HZ = 1000;

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aPrematureBeatAndItsPauseAreNoNnIntervals(EctopicRule rule) {
        int[] intervals = sinus(200);
        intervals[100] = 480;
        intervals[101] = 1150;

        assertEquals(List.of(100, 101), flagged(rule, intervals));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aMissedBeatAndAnExtraBeatAreFlagged(EctopicRule rule) {
        int[] intervals = sinus(200);
        intervals[50] = 1640;
        intervals[120] = 300;
        intervals[121] = 520;

        assertEquals(List.of(50, 120, 121), flagged(rule, intervals));
    }

    @Test
    void lipponenAndTarvainenTellWhatItWas() {
        int[] intervals = sinus(200);
        intervals[20] = 480;
        intervals[21] = 1150;
        intervals[50] = 1640;
        intervals[120] = 300;
        intervals[121] = 520;
        RrKind[] kinds = EctopicRule.LIPPONEN_TARVAINEN.classify(intervals(intervals));

        assertEquals(RrKind.ECTOPIC, kinds[20]);
        assertEquals(RrKind.ECTOPIC, kinds[21]);
        assertEquals(RrKind.MISSED, kinds[50]);
        assertEquals(RrKind.EXTRA, kinds[120]);
        assertEquals(RrKind.EXTRA, kinds[121]);
    }

    @ParameterizedTest
    @EnumSource
    void respirationAndASlowChangeOfRateAreNormal(EctopicRule rule) {
        int[] intervals = IntStream.range(0, 400)
                .map(i -> (int) (900 - 0.8 * i + 40 * Math.sin(2 * Math.PI * i / 5)))
                .toArray();

        assertEquals(List.of(), flagged(rule, intervals));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL_MEDIAN", "MALIK"})
    void afterALastingChangeOfRateTheNewOneIsNormal(EctopicRule rule) {
        int[] intervals = sinus(100);
        Arrays.fill(intervals, 50, 100, 500);

        assertEquals(IntStream.range(50, 60).boxed().toList(), flagged(rule, intervals));
    }

    /** Even where the first interval behind it is an ectopic beat's. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL_MEDIAN", "MALIK"})
    void behindAnUnreadableStretchTheNewRateIsNormalAtOnce(EctopicRule rule) {
        int[] intervals = sinus(100);
        Arrays.fill(intervals, 50, 100, 500);
        intervals[51] = 300;
        int end = Arrays.stream(intervals, 0, 51).sum();
        RrIntervals cut = RrIntervals.of(GivenBeats.apart(intervals).unreadable(end - 300, end - 200), RATE_HZ);
        RrKind[] kinds = rule.classify(cut);

        assertEquals(99, kinds.length);
        assertEquals(RrKind.SHORT, kinds[50]);
        assertEquals(
                98, Arrays.stream(kinds).filter(kind -> kind == RrKind.NORMAL).count());
    }

    /** Ectopic beats behind an unreadable stretch, or too few beats to tell, are held against what was before it. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL_MEDIAN", "MALIK"})
    void whatDoesNotAgreeBehindAnUnreadableStretchShowsNoNewRate(EctopicRule rule) {
        int[] intervals = new int[27];
        Arrays.fill(intervals, 1000);
        int[] bigeminy = {600, 1400, 600, 1400, 600, 1400};
        System.arraycopy(bigeminy, 0, intervals, 21, 6);

        RrKind[] kinds = rule.classify(cutIn(intervals, 20));

        assertEquals(26, kinds.length);
        for (int i = 20; i < 26; i++) {
            assertEquals(bigeminy[i - 20] < 1000 ? RrKind.SHORT : RrKind.LONG, kinds[i], "interval " + i);
        }
        RrKind[] one = rule.classify(cutIn(Arrays.copyOf(intervals, 22), 20));
        assertEquals(RrKind.SHORT, one[20]);
    }

    /** The same without one interval, which is unreadable. */
    private static RrIntervals cutIn(int[] intervals, int unreadable) {
        int begin = Arrays.stream(intervals, 0, unreadable).sum();
        return RrIntervals.of(GivenBeats.apart(intervals).unreadable(begin + 100, begin + 200), RATE_HZ);
    }

    @Test
    void neighboursAcrossALeftOutIntervalAreNoNeighbours() {
        int[] intervals = sinus(50);
        intervals[20] = 400;
        RrIntervals normal = EctopicRule.LOCAL_MEDIAN.normal(intervals(intervals));

        assertEquals(49, normal.count());
        assertTrue(normal.adjoins(19));
        assertTrue(!normal.adjoins(20));
        assertTrue(normal.adjoins(21));
    }

    @ParameterizedTest
    @EnumSource
    void aFewIntervalsAreNoTrouble(EctopicRule rule) {
        for (int n = 0; n < 4; n++) {
            assertEquals(n, rule.classify(intervals(sinus(n))).length);
        }
    }

    private static int[] sinus(int n) {
        Random random = new Random(5);
        return IntStream.range(0, n).map(i -> 820 + random.nextInt(-15, 16)).toArray();
    }

    private static List<Integer> flagged(EctopicRule rule, int... intervals) {
        RrKind[] kinds = rule.classify(intervals(intervals));
        return IntStream.range(0, kinds.length)
                .filter(i -> kinds[i] != RrKind.NORMAL)
                .boxed()
                .toList();
    }

    private static RrIntervals intervals(int... lengths) {
        return RrIntervals.of(GivenBeats.apart(lengths), RATE_HZ);
    }
}
