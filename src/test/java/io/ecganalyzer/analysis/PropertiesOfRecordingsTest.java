package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.hrv.Hrv;
import io.ecganalyzer.analysis.quality.SignalQuality;
import io.ecganalyzer.analysis.rate.HeartRate;
import io.ecganalyzer.dsp.LowPassResampler;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.WfdbRecordReader;
import io.ecganalyzer.testing.Recordings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heart rate, variability and quality of real recordings do not depend on how these were recorded, from the signal to the result. */
class PropertiesOfRecordingsTest {
    private static final int RATE_HZ = 360;
    private static final int FIVE_MINUTES = 300 * RATE_HZ;

    private final AnalyzerRegistry registry = AnalyzerRegistry.load();

    @ParameterizedTest
    @ValueSource(strings = {"101", "106", "119"})
    void gainOffsetAndPolarityChangeNothing(String name) throws Exception {
        Ecg ecg = recording(name);
        Results plain = measure(ecg);
        for (int gain : new int[] {3, -5}) {
            Results other = measure(changed(
                    ecg,
                    RATE_HZ,
                    s -> Arrays.stream(s).map(x -> gain * x + 4_321).toArray()));

            assertEquals(plain.rate, other.rate);
            assertEquals(plain.hrv, other.hrv);
            assertEquals(plain.quality.bestLead(), other.quality.bestLead());
            assertEquals(reasons(plain), reasons(other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "119"})
    void aLaterBeginningShiftsTheTimesOnly(String name) throws Exception {
        Ecg ecg = recording(name);
        int shift = 10 * RATE_HZ;
        Results plain = measure(changed(ecg, RATE_HZ, s -> Arrays.copyOfRange(s, shift, s.length)));
        Results later = measure(ecg);

        // What stands in the first ten seconds counts as well, and the first beats have other neighbours.
        assertEquals(plain.rate.meanPerMin(), later.rate.meanPerMin(), 0.01 * plain.rate.meanPerMin());
        assertEquals(plain.hrv.time().meanNnMs(), later.hrv.time().meanNnMs(), 10);
        List<Double> starts = later.rate.intervals().startS();
        long found = plain.rate.intervals().startS().stream()
                .filter(start -> starts.stream().anyMatch(each -> Math.abs(each - start - 10) < 0.01))
                .count();
        assertTrue(found >= plain.rate.numberOfRrIntervals() - 3, found + " of " + plain.rate.numberOfRrIntervals());
        for (int lead = 0; lead < 2; lead++) {
            List<List<String>> before = reasons(later).get(lead);
            assertAlike(reasons(plain).get(lead), before.subList(1, before.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {200, 250, 500, 1000})
    void anotherSamplingRateGivesTheSameMeasures(double rateHz) throws Exception {
        Ecg ecg = recording("101");
        Results plain = measure(ecg);
        Results other = measure(changed(ecg, rateHz, s -> resampled(s, rateHz)));

        assertEquals(plain.rate.numberOfRrIntervals(), other.rate.numberOfRrIntervals(), 2);
        assertEquals(plain.rate.meanPerMin(), other.rate.meanPerMin(), 0.005 * plain.rate.meanPerMin());
        assertEquals(plain.rate.slowestPerMin(), other.rate.slowestPerMin(), 1);
        assertEquals(plain.rate.fastestPerMin(), other.rate.fastestPerMin(), 1);
        assertEquals(plain.hrv.time().sdnnMs(), other.hrv.time().sdnnMs(), 3);
        assertEquals(
                plain.hrv.welch().lfMs2(),
                other.hrv.welch().lfMs2(),
                0.1 * plain.hrv.welch().lfMs2());
        assertEquals(
                plain.quality.leads().get(0).verdict(),
                other.quality.leads().get(0).verdict());
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "119"})
    void playedTwiceItMeasuresTheSame(String name) throws Exception {
        Ecg ecg = recording(name);
        Results once = measure(ecg);
        Results twice = measure(changed(ecg, RATE_HZ, s -> {
            int[] both = Arrays.copyOf(s, 2 * s.length);
            System.arraycopy(s, 0, both, s.length, s.length);
            return both;
        }));

        assertEquals(2.0 * once.rate.numberOfRrIntervals(), twice.rate.numberOfRrIntervals(), 5);
        assertEquals(once.rate.meanPerMin(), twice.rate.meanPerMin(), 0.01 * once.rate.meanPerMin());
        assertEquals(
                once.hrv.time().sdnnMs(),
                twice.hrv.time().sdnnMs(),
                0.1 * once.hrv.time().sdnnMs());
        for (int lead = 0; lead < 2; lead++) {
            List<List<String>> both = reasons(twice).get(lead);
            assertEquals(60, both.size());
            assertAlike(both.subList(0, 30), both.subList(30, 60));
        }
    }

    /** At a seam, and where a measure stands at its bound, a window may be judged otherwise. */
    private static void assertAlike(List<List<String>> expected, List<List<String>> found) {
        assertEquals(expected.size(), found.size());
        int alike = 0;
        for (int i = 0; i < found.size(); i++) {
            alike += expected.get(i).equals(found.get(i)) ? 1 : 0;
        }
        assertTrue(alike >= 0.85 * found.size(), alike + " of " + found.size());
    }

    private static List<List<List<String>>> reasons(Results results) {
        return results.quality.leads().stream()
                .map(lead -> lead.windows().stream()
                        .map(SignalQuality.Window::reasons)
                        .toList())
                .toList();
    }

    private static Ecg recording(String name) throws Exception {
        Ecg whole =
                WfdbRecordReader.read(Recordings.path("mitdb").resolve(name)).toEcg();
        return changed(whole, RATE_HZ, s -> Arrays.copyOf(s, FIVE_MINUTES));
    }

    private static Ecg changed(Ecg ecg, double rateHz, UnaryOperator<int[]> change) {
        List<Lead> leads = new ArrayList<>();
        for (Lead lead : ecg.leads()) {
            leads.add(new Lead(lead.name(), change.apply(lead.samples()), lead.calibration()));
        }
        return new Ecg(OptionalDouble.of(rateHz), leads);
    }

    /** Ten times as large, so that rounding adds no noise. */
    private static int[] resampled(int[] samples, double rateHz) {
        LowPassResampler resampler = new LowPassResampler(RATE_HZ, rateHz, Math.min(60, 0.45 * rateHz), 0.05);
        float[] input = new float[samples.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = 10 * samples[i];
        }
        float[] output = new float[(int) resampler.outputLength(input.length)];
        resampler.resample(input, 0, 0, output);
        int[] rounded = new int[output.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.round(output[i]);
        }
        return rounded;
    }

    private Results measure(Ecg ecg) throws InvalidChoiceException {
        List<Analysis> analyses = registry.run(
                ecg,
                registry.select(List.of(
                        new AnalyzerChoice("heart_rate"),
                        new AnalyzerChoice("hrv"),
                        new AnalyzerChoice("signal_quality"))));
        return new Results(
                result(analyses, HeartRate.class), result(analyses, Hrv.class), result(analyses, SignalQuality.class));
    }

    private static <T> T result(List<Analysis> analyses, Class<T> type) {
        return analyses.stream()
                .flatMap(analysis -> analysis.result().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private record Results(HeartRate rate, Hrv hrv, SignalQuality quality) {}
}
