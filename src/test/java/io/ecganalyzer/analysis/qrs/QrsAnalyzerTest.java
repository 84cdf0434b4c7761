package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrsAnalyzerTest {
    private static final double[] BEATS = SyntheticEcg.rhythm(60, 1);

    private static QrsResult analyze(double rateHz, int[]... leads) throws AnalysisException {
        Lead[] named = new Lead[leads.length];
        for (int k = 0; k < leads.length; k++) {
            named[k] = new Lead("L" + k, leads[k], Optional.empty());
        }
        Ecg ecg = new Ecg(OptionalDouble.of(rateHz), List.of(named));
        return new QrsAnalyzer().analyze(new AnalysisInput(ecg, Map.of(), Map.of()));
    }

    private static int[] found(QrsResult result) {
        return result.beats().stream().mapToInt(beat -> beat.sampleIndex()).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {60, 100, 128, 200, 250, 257.3, 360, 500, 1000, 2000})
    void everyBeatIsFoundToTheSampleAtAnyRate(double rateHz) throws AnalysisException {
        int[] found = found(analyze(rateHz, SyntheticEcg.samples(BEATS, 60, rateHz, 10, 2)));

        assertEquals(BEATS.length, found.length);
        for (int b = 0; b < found.length; b++) {
            assertEquals(BEATS[b] * rateHz, found[b], 1 + 0.004 * rateHz, "beat " + b);
        }
    }

    @Test
    void anInvertedLeadGivesTheSameBeats() throws AnalysisException {
        int[] lead = SyntheticEcg.samples(BEATS, 60, 360, 10, 3);
        int[] inverted = Arrays.stream(lead).map(sample -> -sample).toArray();

        assertArrayEquals(found(analyze(360, lead)), found(analyze(360, inverted)));
    }

    @Test
    void gainAndOffsetDoNotMatter() throws AnalysisException {
        int[] lead = SyntheticEcg.samples(BEATS, 60, 360, 10, 3);
        int[] other = Arrays.stream(lead).map(sample -> 64 * sample + 1_000_000).toArray();

        assertArrayEquals(found(analyze(360, lead)), found(analyze(360, other)));
    }

    @Test
    void noiseAloneHasNoBeats() throws AnalysisException {
        Random random = new Random(4);
        int[] noise = random.ints(360 * 60, -500, 500).toArray();

        QrsResult result = analyze(360, noise);

        assertEquals(List.of(), result.beats());
        assertEquals("noise", result.unreadable().get(0).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 200, 1000})
    void aShortOrFlatLeadIsNoException(int length) throws AnalysisException {
        QrsResult result = analyze(250, new int[length]);

        assertEquals(List.of(), result.beats());
        assertEquals(List.of(), result.leadsUsed());
    }

    @Test
    void aFlatStretchIsUnreadableAndSaidSo() throws AnalysisException {
        int[] lead = SyntheticEcg.samples(BEATS, 60, 360, 5, 5);
        Arrays.fill(lead, 360 * 20, 360 * 30, 17);

        QrsResult result = analyze(360, lead);

        assertEquals("flat", result.unreadable().get(0).reason());
        assertTrue(result.beats().stream().noneMatch(b -> b.sampleIndex() > 360 * 20 && b.sampleIndex() < 360 * 30));
        assertTrue(result.beats().size() >= BEATS.length - 14);
    }

    @Test
    void aPauseIsReadable() throws AnalysisException {
        double[] beats = Arrays.stream(BEATS).filter(at -> at < 25 || at > 30).toArray();

        QrsResult result = analyze(360, SyntheticEcg.samples(beats, 60, 360, 5, 5));

        assertEquals(beats.length, result.beats().size());
        assertEquals(1, result.pauses().size());
        assertEquals(List.of(), result.unreadable());
    }

    /** Wherever it falls among the frames of 0.5 s, on the fused leads and on each alone. */
    @ParameterizedTest
    @ValueSource(doubles = {1.95, 2.05, 2.15, 2.25, 2.4, 2.6, 2.9, 3.1, 3.35})
    void everyPauseOfMoreThanTwoSecondsIsFromBeatToBeat(double pauseS) throws AnalysisException {
        double[] beats = new double[60];
        beats[0] = 0.6;
        for (int b = 1; b < beats.length; b++) {
            beats[b] = beats[b - 1] + (b % 12 == 0 ? pauseS : 0.83);
        }
        double seconds = beats[beats.length - 1] + 0.6;
        int[] lead = SyntheticEcg.samples(beats, seconds, 360, 5, 5);

        QrsResult result = analyze(360, lead, SyntheticEcg.samples(beats, seconds, 360, 10, 6));

        assertPausesAreBetweenBeats(pauseS > 2 ? 4 : 0, result.beats(), result.pauses());
        for (LeadBeats alone : result.leads()) {
            assertPausesAreBetweenBeats(pauseS > 2 ? 4 : 0, alone.beats(), alone.pauses());
        }
    }

    private static void assertPausesAreBetweenBeats(int count, List<Beat> beats, List<Stretch> pauses) {
        assertEquals(60, beats.size());
        List<Stretch> expected = new ArrayList<>();
        for (int b = 12; b < 12 * (count + 1); b += 12) {
            expected.add(
                    new Stretch(beats.get(b - 1).sampleIndex(), beats.get(b).sampleIndex(), "pause"));
        }
        assertEquals(expected, pauses);
    }

    @Test
    void leadsOfDifferentLengthAreFusedAsFarAsTheyGo() throws AnalysisException {
        int[] lead = SyntheticEcg.samples(BEATS, 60, 360, 10, 6);

        QrsResult result = analyze(360, lead, Arrays.copyOf(lead, lead.length / 2));

        assertEquals(BEATS.length, result.beats().size());
        assertTrue(result.leads().get(1).beats().stream().allMatch(b -> b.sampleIndex() < lead.length / 2));
    }

    @Test
    void aRateTooLowIsRefusedWithAReason() {
        assertThrows(AnalysisException.class, () -> analyze(50, new int[100]));
    }

    @Test
    void piecesGiveWhatTheWholeGives() {
        double[] beats = SyntheticEcg.rhythm(800, 8);
        int[][] leads = {
            SyntheticEcg.samples(beats, 800, 250, 90, 8), SyntheticEcg.samples(beats, 800, 250, 130, 9),
        };
        List<Detection> whole = QrsStream.detect(leads, 250);
        for (int size : new int[] {777, 10_000, 100_001}) {
            QrsStream stream = new QrsStream(250, 2);
            for (int from = 0; from < leads[0].length; from += size) {
                int to = Math.min(leads[0].length, from + size);
                stream.push(
                        new int[][] {Arrays.copyOfRange(leads[0], from, to), Arrays.copyOfRange(leads[1], from, to)});
            }
            List<Detection> pieces = stream.finish();
            for (int k = 0; k < 3; k++) {
                assertArrayEquals(whole.get(k).samples(), pieces.get(k).samples());
                assertArrayEquals(whole.get(k).confidence(), pieces.get(k).confidence());
                assertEquals(whole.get(k).unreadable(), pieces.get(k).unreadable());
            }
        }
        assertEquals(beats.length, whole.get(0).samples().length);
    }
}
