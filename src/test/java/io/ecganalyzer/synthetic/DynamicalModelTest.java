package io.ecganalyzer.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.synthetic.DynamicalModel.Recording;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicalModelTest {
    private static final DynamicalModelSettings MINUTE = DynamicalModelSettings.PAPER.of(500, 60);

    @Test
    void twelveLeadsInTheUsualOrder() {
        Recording recording = DynamicalModel.record(DynamicalModelSettings.PAPER);
        assertEquals(
                List.of("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"),
                recording.ecg().leads().stream().map(Lead::name).toList());
        recording.ecg().leads().forEach(l -> assertEquals(5000, l.samples().length));
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 250, 360, 500, 1000})
    void theKnownBeatsAreThePeaksOfLeadII(int samplingRateHz) {
        Recording recording = DynamicalModel.record(new DynamicalModelSettings(samplingRateHz, 60, 72, 3, 0.5, 0, 7));
        int[] two = lead(recording, "II");
        int reach = samplingRateHz / 20;
        assertTrue(recording.beatSeconds()[0] >= 0);
        assertTrue(recording.beatSeconds()[recording.beatSeconds().length - 1] < 60);
        for (int beat : recording.beatSamples()) {
            if (beat < reach || beat >= two.length - reach) {
                continue;
            }
            int peak = beat - reach;
            for (int i = beat - reach; i <= beat + reach; i++) {
                peak = two[i] > two[peak] ? i : peak;
            }
            assertEquals(beat, peak, 1, () -> "beat at " + beat);
            assertTrue(two[peak] > 800 && two[peak] < 1700, "a peak of " + two[peak] + " µV");
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 1", "60, 1", "72, 3", "120, 2", "180, 0"})
    void theHeartRateIsTheOneAskedFor(double rate, double deviation) {
        Recording recording = DynamicalModel.record(MINUTE.at(rate, deviation).of(250, 300));
        assertEquals(rate, recording.heartRatePerMinute(), rate * 0.01);
        assertEquals(rate * 5, recording.beatSeconds().length, 1 + rate * 0.05);
        double[] perMinute = new double[recording.beatSeconds().length - 1];
        for (int i = 0; i < perMinute.length; i++) {
            perMinute[i] = 60 / (recording.beatSeconds()[i + 1] - recording.beatSeconds()[i]);
        }
        double mean = Arrays.stream(perMinute).average().orElseThrow();
        double variance = Arrays.stream(perMinute)
                .map(r -> (r - mean) * (r - mean))
                .average()
                .orElseThrow();
        assertEquals(deviation, Math.sqrt(variance), 0.2 * deviation + 1e-9);
    }

    @Test
    void limbLeadsObeyEinthovenAndGoldberger() {
        Recording recording = DynamicalModel.record(MINUTE);
        int[] one = lead(recording, "I");
        int[] two = lead(recording, "II");
        for (int i = 0; i < one.length; i++) {
            assertEquals(two[i] - one[i], lead(recording, "III")[i], 1);
            assertEquals(-(one[i] + two[i]) / 2.0, lead(recording, "aVR")[i], 1);
            assertEquals(one[i] - two[i] / 2.0, lead(recording, "aVL")[i], 1);
            assertEquals(two[i] - one[i] / 2.0, lead(recording, "aVF")[i], 1.5);
        }
    }

    @Test
    void theSameSeedGivesTheSameSamplesAndAnotherSeedOthers() {
        assertArrayEquals(lead(DynamicalModel.record(MINUTE), "V2"), lead(DynamicalModel.record(MINUTE), "V2"));
        assertFalse(Arrays.equals(
                lead(DynamicalModel.record(MINUTE), "V2"), lead(DynamicalModel.record(MINUTE.seeded(2)), "V2")));
    }

    @Test
    void theRatioOfLowToHighFrequencyIsTheOneAskedFor() {
        for (double ratio : new double[] {0.5, 1, 4}) {
            double[] beats = DynamicalModel.record(new DynamicalModelSettings(50, 3600, 60, 3, ratio, 0, 5))
                    .beatSeconds();
            assertEquals(ratio, power(beats, 0.04, 0.15) / power(beats, 0.15, 0.4), 0.35 * ratio);
        }
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertEquals(
                "heart rate is 300.0, but must be 20.0 to 250.0",
                assertThrows(IllegalArgumentException.class, () -> MINUTE.at(300, 1))
                        .getMessage());
    }

    /** Power of the RR intervals between two frequencies, taken as evenly spaced at the mean interval. */
    private static double power(double[] beats, double from, double to) {
        int n = beats.length - 1;
        double mean = (beats[n] - beats[0]) / n;
        double power = 0;
        for (int k = (int) (from * n * mean); k < to * n * mean; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < n; i++) {
                double rr = beats[i + 1] - beats[i] - mean;
                re += rr * Math.cos(2 * Math.PI * k * i / n);
                im += rr * Math.sin(2 * Math.PI * k * i / n);
            }
            power += re * re + im * im;
        }
        return power;
    }

    private static int[] lead(Recording recording, String name) {
        return recording.ecg().leads().stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow()
                .samples();
    }
}
