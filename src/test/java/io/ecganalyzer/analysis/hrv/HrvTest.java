package io.ecganalyzer.analysis.hrv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.rate.EctopicRule;
import io.ecganalyzer.analysis.rate.RrIntervals;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.Stretch;
import io.ecganalyzer.testing.GivenBeats;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HrvTest {
    @Test
    void aTenSecondStripHasDifferencesAndNoSpread() throws Exception {
        Hrv hrv = measure(500, GivenBeats.apart(400, 410, 420, 400, 405, 415, 400, 420, 410, 400, 405, 400));

        assertNotNull(hrv.time().meanNnMs());
        assertNotNull(hrv.time().rmssdMs());
        assertNotNull(hrv.nonlinear().sd1Ms());
        assertNull(hrv.time().sdnnMs());
        assertNull(hrv.welch().hfMs2());
        assertTrue(hrv.notMeasured()
                .contains(new Hrv.NotMeasured(
                        List.of(
                                "time.sdnn_ms",
                                "time.pnn50_percent",
                                "time.pnn20_percent",
                                "time.cvnn",
                                "welch.hf_ms2",
                                "lomb_scargle.hf_ms2",
                                "nonlinear.sd2_ms"),
                        "needs 57 s of NN intervals, and there are 9.7 s")));
        assertEquals(
                24,
                hrv.notMeasured().stream()
                        .mapToInt(each -> each.measures().size())
                        .sum());
    }

    /** The recording is long enough, what the ectopic rule leaves of it is not. */
    @Test
    void aMinuteWithTwoEctopicBeatsSaysHowManySecondsOfNnIntervalsItHas() throws Exception {
        int[] intervals = new int[75];
        Arrays.fill(intervals, 400);
        for (int ectopic : new int[] {20, 50}) {
            intervals[ectopic] = 220;
            intervals[ectopic + 1] = 580;
        }
        Hrv hrv = measure(500, GivenBeats.apart(intervals));

        assertEquals(56.8, hrv.durationS(), 1e-9);
        assertEquals("needs 57 s of NN intervals, and there are 56.8 s", reason(hrv, "time.sdnn_ms"));
        assertEquals("needs 100 to 200,000 NN intervals, and there are 71", reason(hrv, "nonlinear.sample_entropy"));
        assertEquals("needs 256 NN intervals, and there are 71", reason(hrv, "nonlinear.dfa_alpha2"));
    }

    @Test
    void aStripWithSlowOrFewIntervalsSaysWhichOfTheTwoItLacks() throws Exception {
        // 1,710 ms each.
        Hrv slow = measure(500, GivenBeats.apart(855, 855, 855, 855));
        assertEquals("needs 8 s of NN intervals, and there are 6.8 s", reason(slow, "time.rmssd_ms"));
        // Every other interval is unreadable, so that none follows another.
        int[] samples = IntStream.range(0, 40).map(i -> i * 400).toArray();
        List<Stretch> holes = IntStream.range(0, 19)
                .mapToObj(i -> new Stretch(i * 800 + 500, i * 800 + 600, "noise"))
                .toList();
        Hrv apart = measure(500, new GivenBeats(GivenBeats.at(samples).beats(), holes));
        assertEquals("needs 2 pairs of successive NN intervals, and there are 0", reason(apart, "time.rmssd_ms"));
    }

    /** A hair below what is needed. */
    @Test
    void whatThereIsIsNeverRoundedUpToWhatIsNeeded() throws Exception {
        int[] intervals = new int[57];
        Arrays.fill(intervals, 1000);
        intervals[30] = 999;

        assertEquals(
                "needs 57 s of NN intervals, and there are 56.9 s",
                reason(measure(1000, GivenBeats.apart(intervals)), "time.cvnn"));
    }

    private static String reason(Hrv hrv, String measure) {
        return hrv.notMeasured().stream()
                .filter(each -> each.measures().contains(measure))
                .map(Hrv.NotMeasured::reason)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHeartWithoutAnyVariationHasNoRatioAndNoEntropy() throws Exception {
        int[] intervals = new int[400];
        Arrays.fill(intervals, 400);
        Hrv hrv = measure(500, GivenBeats.apart(intervals));

        assertEquals(0.0, hrv.time().sdnnMs());
        assertEquals(0.0, hrv.time().rmssdMs());
        assertNull(hrv.nonlinear().dfaAlpha1());
        assertNull(hrv.lombScargle().lfHf());
        assertTrue(hrv.notMeasured().stream()
                .anyMatch(each -> each.reason().equals("the NN intervals do not vary, or not enough")));
    }

    @Test
    void anEctopicBeatIsLeftOutOfTheDifferences() throws Exception {
        int[] intervals = modulated(400);
        Hrv clean = measure(500, GivenBeats.apart(intervals));
        intervals[200] = 220;
        intervals[201] = 600;
        Hrv ectopic = measure(500, GivenBeats.apart(intervals));

        assertEquals(2, ectopic.numberOfRrLeftOut());
        assertEquals(
                clean.time().rmssdMs(),
                ectopic.time().rmssdMs(),
                0.01 * clean.time().rmssdMs());
        assertEquals(
                clean.welch().hfMs2(),
                ectopic.welch().hfMs2(),
                0.02 * clean.welch().hfMs2());
        assertEquals(
                clean.lombScargle().hfMs2(),
                ectopic.lombScargle().hfMs2(),
                0.02 * clean.lombScargle().hfMs2());
    }

    @Test
    void theSpectraOfTwoPiecesAreAveraged() throws Exception {
        int[] intervals = modulated(800);
        GivenBeats beats = GivenBeats.apart(intervals);
        Hrv whole = measure(500, beats);
        int middle = beats.beats().get(400).sampleIndex();
        Hrv cut = measure(500, beats.unreadable(middle - 3000, middle + 3000));

        assertEquals(
                whole.welch().hfMs2(), cut.welch().hfMs2(), 0.02 * whole.welch().hfMs2());
        assertEquals(
                whole.lombScargle().hfMs2(),
                cut.lombScargle().hfMs2(),
                0.02 * whole.lombScargle().hfMs2());
    }

    @Test
    void manyHolesLeaveNoSpectrum() throws Exception {
        int[] samples = IntStream.range(0, 20)
                .flatMap(block -> IntStream.range(0, 30).map(i -> block * 20_000 + i * 400))
                .toArray();
        List<Stretch> holes = IntStream.range(0, 19)
                .mapToObj(block -> new Stretch(block * 20_000 + 11_700, block * 20_000 + 19_900, "noise"))
                .toList();
        Hrv hrv = measure(500, new GivenBeats(GivenBeats.at(samples).beats(), holes));

        assertNull(hrv.welch().hfMs2());
        assertEquals(
                "needs 50 s in which NN intervals are missing for no more than 10 s at a time, and the longest such stretch"
                        + " has 22.4 s",
                reason(hrv, "welch.hf_ms2"));
    }

    @Test
    void fewerThanTwoNnIntervalsAreNoVariability() {
        assertThrows(AnalysisException.class, () -> measure(500, GivenBeats.at(1, 400)));
        assertThrows(AnalysisException.class, () -> measure(500, GivenBeats.at()));
    }

    @Test
    void aDifferenceOfExactlyFiftyMillisecondsIsNotAbove() {
        int[] intervals = IntStream.range(0, 100).map(i -> 300 + 18 * (i % 2)).toArray();
        TimeMeasures time = new TimeMeasures(RrIntervals.of(GivenBeats.apart(intervals), 360));

        assertEquals(0, time.pnnPercent(50));
        assertEquals(99.0, time.pnnPercent(49.9));
    }

    @Property(tries = 200)
    void sampleEntropyIsThatOfThePlainDefinition(
            @ForAll @Size(min = 3, max = 300) List<@IntRange(min = 300, max = 340) Integer> lengths,
            @ForAll @IntRange(max = 12) int tolerance,
            @ForAll @IntRange(max = 299) int leftOut) {
        int[] samples = lengths.stream().mapToInt(Integer::intValue).toArray();
        boolean[] kept = new boolean[samples.length];
        Arrays.fill(kept, true);
        kept[leftOut % kept.length] = false;
        RrIntervals intervals = RrIntervals.of(GivenBeats.apart(samples), 360).only(kept);

        assertEquals(plainEntropy(intervals, tolerance), new SampleEntropy(intervals, tolerance).value());
    }

    @Property(tries = 50)
    void whereTheSamplingRateIsTwiceAsHighTheMeasuresAreTheSame(
            @ForAll @Size(200) List<@IntRange(min = 300, max = 340) Integer> lengths) {
        int[] once = lengths.stream().mapToInt(Integer::intValue).toArray();
        int[] twice = lengths.stream().mapToInt(length -> 2 * length).toArray();

        assertEquals(plain(once, 360), plain(twice, 720));
    }

    private static double plainEntropy(RrIntervals intervals, int tolerance) {
        int n = intervals.count();
        long twos = 0;
        long threes = 0;
        for (int i = 0; i + 2 < n; i++) {
            for (int j = i + 1; j + 2 < n; j++) {
                if (intervals.adjoins(i + 1)
                        && intervals.adjoins(i + 2)
                        && intervals.adjoins(j + 1)
                        && intervals.adjoins(j + 2)) {
                    boolean two = near(intervals, i, j, tolerance) && near(intervals, i + 1, j + 1, tolerance);
                    twos += two ? 1 : 0;
                    threes += two && near(intervals, i + 2, j + 2, tolerance) ? 1 : 0;
                }
            }
        }
        return -Math.log((double) threes / twos);
    }

    private static boolean near(RrIntervals intervals, int i, int j, int tolerance) {
        return Math.abs(intervals.samples(i) - intervals.samples(j)) <= tolerance;
    }

    private static Hrv plain(int[] intervals, double rateHz) {
        return new HrvMeasurement(RrIntervals.of(GivenBeats.apart(intervals), rateHz)).measure(0);
    }

    private static int[] modulated(int n) {
        int[] intervals = new int[n];
        double seconds = 0;
        for (int i = 0; i < n; i++) {
            intervals[i] = (int) Math.rint(
                    410 + 20 * Math.sin(2 * Math.PI * 0.25 * seconds) + 10 * Math.sin(2 * Math.PI * 0.1 * seconds));
            seconds += intervals[i] / 500.0;
        }
        return intervals;
    }

    private static Hrv measure(double rateHz, BeatSeries beats) throws AnalysisException {
        Ecg ecg = new Ecg(OptionalDouble.of(rateHz), List.of(new Lead("II", new int[] {1}, Optional.empty())));
        return new HrvAnalyzer()
                .analyze(new AnalysisInput(
                        ecg, Map.of(EctopicRule.PARAMETER.name(), "local_median"), Map.of("qrs", (Record) beats)));
    }
}
