package io.ecganalyzer.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Verdicts do not depend on how a lead was recorded. */
class SignalQualityPropertiesTest {
    private static final int RATE_HZ = 250;
    private static final int[] CLEAN = DynamicalModel.record(DynamicalModelSettings.PAPER.of(RATE_HZ, 30))
            .ecg()
            .leads()
            .get(1)
            .samples();

    private static int[] noisy(double noise, long seed) {
        Random random = new Random(seed);
        return Arrays.stream(CLEAN)
                .map(sample -> (int) Math.round(sample + noise * random.nextGaussian()))
                .toArray();
    }

    private static List<SignalQuality.Window> windows(int[] lead) throws AnalysisException {
        Ecg ecg = new Ecg(OptionalDouble.of(RATE_HZ), List.of(new Lead("II", lead, Optional.empty())));
        return new SignalQualityAnalyzer()
                .analyze(new AnalysisInput(ecg, Map.of(), Map.of()))
                .leads()
                .get(0)
                .windows();
    }

    private static void assertSame(List<SignalQuality.Window> expected, List<SignalQuality.Window> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).verdict(), found.get(i).verdict());
            assertEquals(expected.get(i).reasons(), found.get(i).reasons());
            assertEquals(expected.get(i).muscleNoise(), found.get(i).muscleNoise(), 1e-9);
            assertEquals(expected.get(i).baselineWander(), found.get(i).baselineWander(), 1e-9);
            assertEquals(expected.get(i).kurtosis(), found.get(i).kurtosis(), 1e-6);
            assertEquals(expected.get(i).qrsBand(), found.get(i).qrsBand(), 1e-9);
        }
    }

    @Property(tries = 30)
    void gainOffsetAndPolarityDoNotMatter(
            @ForAll @DoubleRange(min = 0, max = 300) double noise,
            @ForAll @IntRange(min = 1, max = 500) int gain,
            @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int offset,
            @ForAll boolean inverted,
            @ForAll long seed)
            throws AnalysisException {
        int[] lead = noisy(noise, seed);
        int factor = inverted ? -gain : gain;

        assertSame(
                windows(lead),
                windows(Arrays.stream(lead)
                        .map(sample -> factor * sample + offset)
                        .toArray()));
    }

    /** Ten seconds further on, a window says of itself what it said before: only the height of the lead is of all of it. */
    @Property(tries = 10)
    void aRecordingPlayedTwiceHasItsWindowsTwice(
            @ForAll @DoubleRange(min = 0, max = 300) double noise, @ForAll long seed) throws AnalysisException {
        int[] once = noisy(noise, seed);
        int[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);

        List<SignalQuality.Window> all = windows(twice);

        assertSame(all.subList(0, 3), all.subList(3, 6));
    }
}
