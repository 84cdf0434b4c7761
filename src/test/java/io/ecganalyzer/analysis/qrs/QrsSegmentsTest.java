package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that were looked at apart give exactly what the whole gives. */
class QrsSegmentsTest {
    private static final QrsAnalyzer ANALYZER = new QrsAnalyzer();

    private static AnalysisInput input(double rateHz, List<Lead> leads) {
        return new AnalysisInput(new Ecg(OptionalDouble.of(rateHz), leads), Map.of(), Map.of());
    }

    private static Lead lead(String name, int[] samples) {
        return new Lead(name, samples, Optional.empty());
    }

    /** Back to front, as no segment may lean on another. */
    private static void assertSegmentsGiveTheWhole(AnalysisInput input, int segments) throws AnalysisException {
        assertEquals(segments, ANALYZER.segments(input.ecg()));
        byte[][] partials = new byte[segments][];
        for (int segment = segments - 1; segment >= 0; segment--) {
            partials[segment] = ANALYZER.analyzeSegment(input, segment);
        }
        assertEquals(ANALYZER.analyze(input), ANALYZER.merge(input, Arrays.asList(partials)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 250, 257.3, 360})
    void severalLeadsAtAnyRate(double rateHz) throws AnalysisException {
        double[] beats = SyntheticEcg.rhythm(800, 8);
        int[] flat = SyntheticEcg.samples(beats, 800, rateHz, 60, 7);
        Arrays.fill(flat, flat.length / 3, flat.length / 2, 9);
        AnalysisInput input = input(
                rateHz,
                List.of(
                        lead("I", SyntheticEcg.samples(beats, 800, rateHz, 90, 8)),
                        lead("II", SyntheticEcg.samples(beats, 800, rateHz, 300, 9)),
                        lead("V1", flat)));
        assertSegmentsGiveTheWhole(input, 5);
        assertTrue(ANALYZER.analyze(input).beats().size() > beats.length / 2);
    }

    /** The first segment ends at 180 s. */
    @Test
    void pausesAcrossASeam() throws AnalysisException {
        double[] beats = Arrays.stream(SyntheticEcg.rhythm(400, 8))
                .filter(at -> (at < 178.5 || at > 181) && (at < 361 || at > 363.5))
                .toArray();
        AnalysisInput input = input(
                250,
                List.of(
                        lead("I", SyntheticEcg.samples(beats, 400, 250, 10, 8)),
                        lead("II", SyntheticEcg.samples(beats, 400, 250, 20, 9))));
        assertSegmentsGiveTheWhole(input, 3);
        QrsResult whole = ANALYZER.analyze(input);
        assertEquals(2, whole.pauses().size());
        assertTrue(whole.pauses().get(0).startSample() < 180 * 250
                && whole.pauses().get(0).endSample() > 180 * 250);
        assertEquals(2, whole.leads().get(0).pauses().size());
    }

    /** Noise makes candidates of every kind, some of them at the seams. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noiseOnOneLead(long seed) throws AnalysisException {
        double[] beats = SyntheticEcg.rhythm(750, seed);
        int[] samples = SyntheticEcg.samples(beats, 750, 128, 400, seed);
        assertSegmentsGiveTheWhole(input(128, List.of(lead("I", samples))), 5);
    }

    @Test
    void leadsOfDifferentLengthAndSixteenBits() throws AnalysisException {
        double[] beats = SyntheticEcg.rhythm(600, 3);
        int[] samples = SyntheticEcg.samples(beats, 600, 200, 50, 3);
        short[] compact = new short[samples.length];
        for (int i = 0; i < compact.length; i++) {
            compact[i] = (short) samples[i];
        }
        assertSegmentsGiveTheWhole(
                input(
                        200,
                        List.of(
                                new Lead("I", compact, Optional.empty()),
                                lead("II", Arrays.copyOf(samples, samples.length * 2 / 3)))),
                4);
    }

    /** From just below to just above the end of a segment and of its margin. */
    @Test
    void everyLengthAroundASeam() throws AnalysisException {
        int[] samples = new Random(5).ints(200 * 400, -500, 500).toArray();
        for (int seconds : new int[] {1, 179, 180, 181, 188, 189, 190, 360, 368, 369, 370}) {
            int[] cut = Arrays.copyOf(samples, seconds * 200 + 1);
            AnalysisInput input = input(200, List.of(lead("I", cut), lead("II", cut)));
            assertSegmentsGiveTheWhole(input, seconds < 189 ? 1 : seconds < 369 ? 2 : 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"106", "114", "208"})
    void realRecordings(String name) throws AnalysisException, IOException {
        Path folder = Recordings.path("mitdb");
        Recording recording = new Corpus(folder.getParent()).read("mitdb", name);
        List<Lead> leads = List.of(
                lead("first", recording.leads()[0]), lead("second", recording.leads()[1]));
        assertSegmentsGiveTheWhole(input(recording.rateHz(), leads), 10);
    }

    @Test
    void whatCannotBeMeasuredCannotBeCut() {
        Ecg slow = input(50, List.of(lead("I", new int[100]))).ecg();
        assertThrows(AnalysisException.class, () -> ANALYZER.segments(slow));
    }
}
