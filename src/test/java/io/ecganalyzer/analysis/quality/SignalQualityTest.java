package io.ecganalyzer.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.Stretch;
import io.ecganalyzer.testing.GivenBeats;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalQualityTest {
    private static final int HEIGHT = 1000;

    @ParameterizedTest
    @ValueSource(ints = {128, 250, 360, 500, 1000, 2000})
    void aCleanLeadIsUsableAtAnyRate(int rateHz) throws Exception {
        SignalQuality quality = measure(rateHz, ecg(rateHz, 30, i -> 0));

        assertEquals("usable", quality.verdict(), quality::toString);
        SignalQuality.OfLead lead = quality.leads().get(0);
        assertEquals(3, lead.windows().size());
        assertEquals(1.0, lead.usable());
        assertEquals(HEIGHT, lead.qrsHeight(), 0.1 * HEIGHT);
        assertEquals(List.of(), lead.windows().get(1).reasons());
    }

    @ParameterizedTest
    @CsvSource({"50, 360", "60, 360", "50, 500", "60, 500", "50, 1000", "60, 250"})
    void humIsToldWithItsFrequencyAndSize(int mainsHz, int rateHz) throws Exception {
        SignalQuality.Window window = window(
                rateHz, ecg(rateHz, 10, i -> 0.15 * HEIGHT * Math.sin(2 * Math.PI * (mainsHz + 0.05) * i / rateHz)));

        assertEquals("doubtful", window.verdict());
        assertEquals(List.of("mains_hum"), window.reasons());
        assertEquals(mainsHz, window.mainsHz());
        // Peak to peak 0.3 of the clean height; the hum itself makes the complexes a quarter higher.
        assertEquals(0.24, window.mainsHum(), 0.02);
        assertTrue(window.muscleNoise() < 0.02, window::toString);
    }

    @Test
    void aSlowWaveIsBaselineWanderAndAStepIsMotion() throws Exception {
        assertTrue(window(360, ecg(360, 10, i -> HEIGHT * Math.sin(2 * Math.PI * 0.2 * i / 360)))
                .reasons()
                .contains("baseline_wander"));
        assertTrue(window(360, ecg(360, 10, i -> i < 1800 ? 0 : HEIGHT))
                .reasons()
                .contains("motion"));
    }

    @Test
    void aBaselineThatWandersFarMakesNoLeadUnusableWhereTheBeatsAreSeen() throws Exception {
        int[] samples = ecg(360, 60, i -> 6 * HEIGHT * Math.sin(2 * Math.PI * 0.1 * i / 360));
        SignalQuality seen = measure(360, samples);

        assertEquals("doubtful", seen.verdict(), seen::toString);
        assertEquals(0, seen.leads().get(0).unusable());
        assertEquals(
                List.of("baseline_wander", "motion"),
                seen.leads().get(0).windows().get(2).reasons());
        assertEquals("unusable", analyze(360, Map.of(), samples).verdict());
    }

    @Test
    void noiseBetweenTheWavesIsMuscleNoise() throws Exception {
        Random random = new Random(4);
        SignalQuality.Window window = window(360, ecg(360, 10, i -> 0.1 * HEIGHT * random.nextGaussian()));

        assertTrue(window.reasons().contains("muscle_noise"), window::toString);
        assertEquals(0.1, window.muscleNoise(), 0.02);
        assertNull(window.mainsHz());
    }

    @Test
    void aLeadThatNeverMovesIsOff() throws Exception {
        int[] still = new int[3600];
        Arrays.fill(still, 12);
        SignalQuality.Window window = window(360, still);

        assertEquals("unusable", window.verdict());
        assertTrue(window.reasons().containsAll(List.of("off", "flat")), window::toString);
        assertNull(window.kurtosis());
        assertEquals("off", window(360, invalid(360)).reasons().get(0));
    }

    @Test
    void aClippedLeadIsSaturated() throws Exception {
        int[] clipped =
                Arrays.stream(ecg(360, 10, i -> 0)).map(x -> Math.min(x, 300)).toArray();

        assertTrue(window(360, clipped).reasons().contains("saturated"));
    }

    @Test
    void theBestLeadIsTheCleanest() throws Exception {
        Random random = new Random(4);
        int[] noisy = ecg(360, 20, i -> 0.4 * HEIGHT * random.nextGaussian());
        int[] clean = ecg(360, 20, i -> 2 * random.nextGaussian());
        int[] humming = ecg(360, 20, i -> 0.2 * HEIGHT * Math.sin(2 * Math.PI * 50 * i / 360));
        SignalQuality quality = measure(360, noisy, clean, humming);

        assertEquals("lead 1", quality.bestLead());
        assertEquals("usable", quality.verdict());
        assertEquals(
                List.of("unusable", "usable", "doubtful"),
                quality.leads().stream().map(SignalQuality.OfLead::verdict).toList());
    }

    @Test
    void gainPolarityAndOffsetChangeNoVerdict() throws Exception {
        Random random = new Random(4);
        int[] once = ecg(360, 20, i -> 20 * random.nextGaussian());
        int[] other = Arrays.stream(once).map(x -> 5000 - 3 * x).toArray();
        List<SignalQuality.Window> windows = measure(360, once).leads().get(0).windows();
        List<SignalQuality.Window> others = measure(360, other).leads().get(0).windows();

        for (int i = 0; i < windows.size(); i++) {
            assertEquals(windows.get(i).verdict(), others.get(i).verdict());
            assertEquals(windows.get(i).muscleNoise(), others.get(i).muscleNoise(), 1e-9);
            assertEquals(windows.get(i).qrsBand(), others.get(i).qrsBand(), 1e-9);
            assertEquals(windows.get(i).detectorAgreement(), others.get(i).detectorAgreement());
        }
    }

    @Test
    void withoutBeatsAndInFlutterThereIsNothingToAgreeAbout() throws Exception {
        int[] samples = ecg(360, 10, i -> 0);
        assertNull(
                analyze(360, Map.of(), samples).leads().get(0).windows().get(0).detectorAgreement());
        GivenBeats flutter =
                new GivenBeats(beats(360, samples.length).beats(), List.of(new Stretch(100, 200, "flutter")));
        assertNull(analyze(360, Map.of("qrs", flutter), samples)
                .leads()
                .get(0)
                .windows()
                .get(0)
                .detectorAgreement());
    }

    @Test
    void anyLengthFromTwoSecondsOnIsMeasured() throws Exception {
        for (int seconds = 2; seconds < 40; seconds++) {
            List<SignalQuality.Window> windows =
                    measure(250, ecg(250, seconds, i -> 0)).leads().get(0).windows();
            assertEquals(Math.max(1, (seconds + 5) / 10), windows.size());
            assertEquals(
                    seconds,
                    windows.stream()
                            .mapToDouble(SignalQuality.Window::durationS)
                            .sum(),
                    1e-9);
        }
        assertThrows(AnalysisException.class, () -> measure(250, new int[499]));
        assertThrows(AnalysisException.class, () -> measure(99, new int[4990]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 499})
    void aLeadThatIsTooShortIsUnusableAndHidesNoOther(int length) throws Exception {
        int[] clean = ecg(250, 20, i -> 0);
        SignalQuality quality = measure(250, Arrays.copyOf(clean, length), clean);
        SignalQuality.OfLead tooShort = quality.leads().get(0);

        assertEquals("usable", quality.verdict());
        assertEquals("lead 1", quality.bestLead());
        assertEquals(
                measure(250, clean).leads().get(0).windows(),
                quality.leads().get(1).windows());
        assertEquals("unusable", tooShort.verdict());
        assertEquals(1, tooShort.unusable());
        assertEquals(0, tooShort.usable());
        assertEquals(List.of(), tooShort.windows());
    }

    @Test
    void ofUnusableLeadsTheLongEnoughOneIsTheBest() throws Exception {
        SignalQuality quality = measure(250, new int[100], new int[5000]);

        assertEquals("unusable", quality.verdict());
        assertEquals("lead 1", quality.bestLead());
    }

    /** Beats of a sharp wave and a blunt one, 72 a minute, with a little noise. */
    private static int[] ecg(int rateHz, int seconds, IntToDoubleFunction disturbance) {
        Random random = new Random(1);
        return IntStream.range(0, rateHz * seconds)
                .map(i -> {
                    double phase = (i / (double) rateHz) % (60 / 72.0) - 0.4;
                    double qrs = HEIGHT * (1 - phase * phase / 2e-4) * Math.exp(-phase * phase / 4e-4);
                    double t = 0.15 * HEIGHT * Math.exp(-Math.pow(phase - 0.25, 2) / 3e-3);
                    return (int) Math.rint(0.7 * qrs + t + 3 * random.nextGaussian() + disturbance.applyAsDouble(i));
                })
                .toArray();
    }

    private static int[] invalid(int rateHz) {
        int[] samples = ecg(rateHz, 10, i -> 0);
        Arrays.fill(samples, 0, samples.length * 2 / 3, Integer.MIN_VALUE);
        return samples;
    }

    private static GivenBeats beats(int rateHz, int length) {
        return GivenBeats.at(IntStream.iterate(0, k -> k + 1)
                .map(k -> (int) Math.round((k * 60 / 72.0 + 0.4) * rateHz))
                .takeWhile(sample -> sample < length)
                .toArray());
    }

    private static SignalQuality.Window window(int rateHz, int[] samples) throws AnalysisException {
        return measure(rateHz, samples).leads().get(0).windows().get(0);
    }

    private static SignalQuality measure(int rateHz, int[]... leads) throws AnalysisException {
        int longest = Arrays.stream(leads).mapToInt(lead -> lead.length).max().orElseThrow();
        return analyze(rateHz, Map.of("qrs", beats(rateHz, longest)), leads);
    }

    private static SignalQuality analyze(int rateHz, Map<String, Record> earlier, int[]... leads)
            throws AnalysisException {
        Ecg ecg = new Ecg(
                OptionalDouble.of(rateHz),
                IntStream.range(0, leads.length)
                        .mapToObj(k -> new Lead("lead " + k, leads[k], Optional.empty()))
                        .toList());
        return new SignalQualityAnalyzer().analyze(new AnalysisInput(ecg, Map.of(), earlier));
    }
}
