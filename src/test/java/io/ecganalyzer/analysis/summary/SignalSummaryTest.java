package io.ecganalyzer.analysis.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.summary.StillStretches.Still;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignalSummaryTest {
    private static final double RATE_HZ = 500;

    @Test
    void aLeadIsDescribedInItsUnitsAndInMillivolts() {
        SignalSummary.OfLead lead = summary(OptionalDouble.of(2), new Calibration(200, 1000), 1000, 1200, 1400, 800);

        assertEquals(4, lead.numberOfSamples());
        assertEquals(2.0, lead.durationS());
        assertEquals(800, lead.minimum());
        assertEquals(1400, lead.maximum());
        assertEquals(1100, lead.mean());
        assertEquals(Math.sqrt(50_000), lead.standardDeviation(), 1e-12);
        assertEquals(-1.0, lead.minimumMv());
        assertEquals(2.0, lead.maximumMv());
        assertEquals(0.5, lead.meanMv());
        assertEquals(Math.sqrt(50_000) / 200, lead.standardDeviationMv(), 1e-15);
    }

    @Test
    void withoutRateAndGainThereAreOnlyUnitsAsSubmitted() {
        SignalSummary.OfLead lead = summary(OptionalDouble.empty(), null, 1, 2);

        assertNull(lead.durationS());
        assertNull(lead.minimumMv());
        assertNull(lead.maximumMv());
        assertNull(lead.meanMv());
        assertNull(lead.standardDeviationMv());
        assertNull(lead.flat().durationS());
        assertEquals(0.5, lead.standardDeviation());
    }

    @Test
    void theWholeInt32RangeIsSummedExactly() {
        SignalSummary.OfLead lead = summary(
                OptionalDouble.empty(), new Calibration(1, Integer.MIN_VALUE), Integer.MIN_VALUE, Integer.MAX_VALUE);

        assertEquals(-0.5, lead.mean());
        assertEquals(2147483647.5, lead.standardDeviation());
        assertEquals(4294967295.0, lead.maximumMv());
    }

    @Property(tries = 300)
    void meanAndDeviationAgreeWithExactArithmetic(@ForAll @Size(min = 1, max = 40) int[] samples) {
        Moments moments = Moments.of(new Lead("I", samples, Optional.empty()));

        BigDecimal n = BigDecimal.valueOf(samples.length);
        BigDecimal sum = Arrays.stream(samples).mapToObj(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
        BigDecimal squares = Arrays.stream(samples)
                .mapToObj(x -> BigDecimal.valueOf(x).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        double deviation = Math.sqrt(squares.divide(n, MathContext.DECIMAL128).doubleValue());
        assertEquals(mean.doubleValue(), moments.mean(), 1e-15 * 0x1p31);
        assertEquals(deviation, moments.standardDeviation(), 1e-13 * (1 + deviation));
        assertEquals(Arrays.stream(samples).min().orElseThrow(), moments.minimum());
        assertEquals(Arrays.stream(samples).max().orElseThrow(), moments.maximum());
    }

    @Test
    void oneValueForASecondIsFlat() {
        int[] samples = moving(3000);
        Arrays.fill(samples, 1000, 1500, 7);
        Arrays.fill(samples, 2000, 2499, 7);

        StillStretches flat = summary(OptionalDouble.of(RATE_HZ), null, samples).flat();

        assertEquals(new StillStretches(1, 500, 1.0, List.of(new Still(1000, 500, 2.0, 1.0, 7))), flat);
    }

    @Test
    void withoutARateTwoHundredAndFiftySamplesAreFlat() {
        int[] samples = moving(1000);
        Arrays.fill(samples, 0, 249, 7);
        Arrays.fill(samples, 750, 1000, 7);

        StillStretches flat = summary(OptionalDouble.empty(), null, samples).flat();

        assertEquals(new StillStretches(1, 250, null, List.of(new Still(750, 250, null, null, 7))), flat);
    }

    @Test
    void aPlateauAtTheExtremeIsSaturatedAndOneBelowItIsNot() {
        int[] samples = moving(1000);
        Arrays.fill(samples, 100, 106, 2047);
        Arrays.fill(samples, 200, 205, 2047);
        Arrays.fill(samples, 300, 400, 2000);
        Arrays.fill(samples, 500, 510, -2048);

        StillStretches saturated =
                summary(OptionalDouble.of(RATE_HZ), null, samples).saturated();

        assertEquals(2, saturated.count());
        assertEquals(16, saturated.numberOfSamples());
        assertEquals(
                List.of(new Still(100, 6, 0.2, 0.012, 2047), new Still(500, 10, 1.0, 0.02, -2048)), saturated.first());
    }

    @Test
    void theSmoothTopOfAWaveIsNotSaturated() {
        int[] samples = new int[5000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (int) Math.rint(400 * Math.sin(2 * Math.PI * i / 500));
        }

        StillStretches saturated =
                summary(OptionalDouble.of(RATE_HZ), null, samples).saturated();

        assertEquals(0, saturated.count());
    }

    @Test
    void aLongPlateauIsSaturatedHoweverSlowlyItIsReached() {
        int[] samples = new int[5000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (int) Math.rint(Math.min(380, 400 * Math.sin(Math.PI * (i + 0.5) / 5000)));
        }

        StillStretches saturated =
                summary(OptionalDouble.of(RATE_HZ), null, samples).saturated();

        assertEquals(1, saturated.count());
    }

    @Test
    void aLeadThatNeverMovesIsFlatAndNotSaturated() {
        SignalSummary.OfLead lead = summary(OptionalDouble.of(RATE_HZ), null, new int[2000]);

        assertEquals(1, lead.flat().count());
        assertEquals(0, lead.saturated().count());
        assertEquals(0, lead.standardDeviation());
    }

    @Test
    void onlyTheFirstHundredStretchesAreListed() {
        int[] samples = moving(150 * 20);
        for (int i = 0; i < 150; i++) {
            Arrays.fill(samples, i * 20, i * 20 + 10, 2047);
        }

        StillStretches saturated =
                summary(OptionalDouble.of(RATE_HZ), null, samples).saturated();

        assertEquals(150, saturated.count());
        assertEquals(1500, saturated.numberOfSamples());
        assertEquals(3.0, saturated.durationS());
        assertEquals(100, saturated.first().size());
        assertTrue(saturated.first().get(99).startSample() == 99 * 20);
    }

    private static int[] moving(int length) {
        int[] samples = new int[length];
        for (int i = 0; i < length; i++) {
            samples[i] = i % 17;
        }
        return samples;
    }

    private static SignalSummary.OfLead summary(OptionalDouble rate, Calibration calibration, int... samples) {
        Ecg ecg = new Ecg(rate, List.of(new Lead("II", samples, Optional.ofNullable(calibration))));
        return new SignalSummaryAnalyzer()
                .analyze(new AnalysisInput(ecg, Map.of(), Map.of()))
                .leads()
                .get(0);
    }
}
