package io.ecganalyzer.analysis.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.testing.GivenBeats;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeartRateTest {
    private static final double RATE_HZ = 500;

    @Test
    void theMeanRateIsThatOfTheMeanInterval() throws Exception {
        HeartRate rate = measure(GivenBeats.apart(400, 400, 400, 600));

        assertEquals(5, rate.numberOfBeats());
        assertEquals(4, rate.numberOfRrIntervals());
        assertEquals(900, rate.meanRrMs());
        assertEquals(60_000.0 / 900, rate.meanPerMin());
        assertEquals(3, rate.numberOfNnIntervals());
        assertEquals(800.0, rate.meanNnMs());
        assertEquals(List.of(0.0, 0.8, 1.6, 2.4), rate.intervals().startS());
        assertEquals(List.of(800.0, 800.0, 800.0, 1200.0), rate.intervals().rrMs());
        assertEquals(List.of(75.0, 75.0, 75.0, 50.0), rate.intervals().perMin());
        assertEquals(
                List.of("normal", "normal", "normal", "long"), rate.intervals().kind());
    }

    @Test
    void slowestAndFastestAreOverEightIntervalsInARow() throws Exception {
        int[] intervals = new int[30];
        Arrays.fill(intervals, 400);
        Arrays.fill(intervals, 10, 18, 500);
        Arrays.fill(intervals, 20, 28, 300);
        HeartRate rate = measure(GivenBeats.apart(intervals));

        assertEquals(60.0, rate.slowestPerMin());
        assertEquals(8.0, rate.slowestAtS());
        assertEquals(100.0, rate.fastestPerMin());
        assertEquals(17.6, rate.fastestAtS(), 1e-12);
    }

    @Test
    void eightIntervalsWithAnUnreadableStretchBetweenAreNotInARow() throws Exception {
        int[] intervals = new int[15];
        Arrays.fill(intervals, 400);
        GivenBeats beats = GivenBeats.apart(intervals);

        assertEquals(75.0, measure(beats).slowestPerMin());
        HeartRate cut = measure(beats.unreadable(7 * 400 + 100, 7 * 400 + 200));
        assertNull(cut.slowestPerMin());
        assertNull(cut.fastestAtS());
        assertEquals(14, cut.numberOfRrIntervals());
    }

    @Test
    void anIntervalThatTouchesAnUnreadableStretchIsNone() throws Exception {
        GivenBeats beats = GivenBeats.apart(400, 2000, 400);

        assertEquals(1, measure(beats).pauses().count());
        assertEquals(
                List.of(new HeartRate.Pause(0.8, 4.0)), measure(beats).pauses().first());
        HeartRate cut = measure(beats.unreadable(500, 600));
        assertEquals(0, cut.pauses().count());
        assertNull(cut.pauses().longestS());
        assertEquals(List.of(0.0, 4.8), cut.intervals().startS());
        // A stretch that ends at one beat or begins at the next touches nothing between them.
        assertEquals(3, measure(beats.unreadable(0, 1).unreadable(2800, 2900)).numberOfRrIntervals());
    }

    @Test
    void onlyTheFirstHundredPausesAreListed() throws Exception {
        int[] intervals = new int[120];
        Arrays.fill(intervals, 1000);
        HeartRate rate = measure(GivenBeats.apart(intervals));

        assertEquals(120, rate.pauses().count());
        assertEquals(100, rate.pauses().first().size());
        assertEquals(2.0, rate.pauses().longestS());
    }

    @Test
    void withoutTwoBeatsInReachThereIsNoRate() {
        assertThrows(AnalysisException.class, () -> measure(GivenBeats.at(100)));
        assertThrows(
                AnalysisException.class, () -> measure(GivenBeats.at(100, 500).unreadable(200, 300)));
        var missing = assertThrows(
                AnalysisException.class,
                () -> new HeartRateAnalyzer().analyze(new AnalysisInput(ecg(), Map.of(), Map.of())));
        assertTrue(missing.getMessage().contains("qrs"), missing.getMessage());
    }

    @Property(tries = 200)
    void theRateScalesWithTheSamplingRateAndAShiftChangesNothing(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 100, max = 900) Integer> lengths,
            @ForAll @IntRange(max = 10_000) int shift) {
        int[] intervals = lengths.stream().mapToInt(Integer::intValue).toArray();
        GivenBeats beats = GivenBeats.apart(intervals);
        GivenBeats shifted = GivenBeats.at(beats.beats().stream()
                .mapToInt(beat -> beat.sampleIndex() + shift)
                .toArray());
        for (EctopicRule rule : EctopicRule.values()) {
            HeartRate rate = HeartRateAnalyzer.measure(intervals.length + 1, RrIntervals.of(beats, RATE_HZ), rule, 2);
            HeartRate later =
                    HeartRateAnalyzer.measure(intervals.length + 1, RrIntervals.of(shifted, RATE_HZ), rule, 2);
            HeartRate twice = HeartRateAnalyzer.measure(
                    intervals.length + 1, RrIntervals.of(beats, 2 * RATE_HZ), EctopicRule.NONE, 2);
            assertEquals(rate.meanPerMin(), later.meanPerMin());
            assertEquals(rate.slowestPerMin(), later.slowestPerMin());
            assertEquals(rate.intervals().kind(), later.intervals().kind());
            assertEquals(2 * rate.meanPerMin(), twice.meanPerMin(), 1e-9 * rate.meanPerMin());
        }
    }

    private static HeartRate measure(BeatSeries beats) throws AnalysisException {
        return new HeartRateAnalyzer()
                .analyze(new AnalysisInput(
                        ecg(), Map.of("ectopic_rule", "local_median", "pause_s", 2.0), Map.of("qrs", (Record) beats)));
    }

    private static Ecg ecg() {
        return new Ecg(OptionalDouble.of(RATE_HZ), List.of(new Lead("II", new int[] {1}, Optional.empty())));
    }
}
