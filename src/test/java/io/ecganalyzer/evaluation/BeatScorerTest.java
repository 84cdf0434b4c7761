package io.ecganalyzer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.format.WfdbAnnotation;
import io.ecganalyzer.format.WfdbAnnotationType;
import io.ecganalyzer.format.WfdbAnnotations;
import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeatScorerTest {
    /** At 1,000 Hz a sample is a millisecond and the window 150 samples. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            all found to the sample              | 1000 2000 3000 | 1000 2000 3000      | 3 0 0
            nothing found                        | 1000 2000      | ''                  | 0 2 0
            nothing to find                      | ''             | 1000 2000           | 0 0 2
            nothing at all                       | ''             | ''                  | 0 0 0
            the window is inclusive              | 1000 2000      | 850 2150            | 2 0 0
            a millisecond more is a miss         | 1000 2000      | 849 2151            | 0 2 2
            a beat counts once                   | 1000           | 990 1010            | 1 0 1
            the nearer of two early ones is it   | 1000           | 900 980             | 1 0 1
            the nearer of two late ones is it    | 1000           | 1020 1100           | 1 0 1
            an early one yields to an exact one  | 1000 2000      | 900 1000 2000       | 2 0 1
            the nearer reference beat is found   | 1000 1100      | 1090                | 1 1 0
            two close beats, two detections      | 1000 1100      | 1060 1090           | 2 0 0
            two detections amid two close beats  | 96 160         | 128 185             | 2 0 0
            two beats amid two close detections  | 128 185        | 96 160              | 2 0 0
            one detection between two beats      | 1000 1200      | 1100                | 1 1 0
            a miss does not shift the rest       | 1000 2000 3000 | 2010 3010           | 2 1 0
            a false one does not shift the rest  | 1000 2000      | 1000 1500 2000      | 2 0 1
            before the first and after the last  | 1000           | 500 1000 1500       | 1 0 2
            the order of detections is no matter | 1000 2000      | 2000 1000           | 2 0 0
            """)
    void beatsArePairedOneToOne(String name, String reference, String detected, String expected) {
        BeatScore score =
                BeatScorer.STANDARD.score(new ReferenceBeats(numbers(reference), List.of()), numbers(detected), 1000);
        assertEquals(expected, score.tp() + " " + score.fn() + " " + score.fp());
    }

    /** As bxb has it: 37.5 samples are 38 at 250 Hz, and 54 at 360 Hz are 54. */
    @ParameterizedTest
    @CsvSource({"250, 38", "360, 54", "128, 19", "1000, 150"})
    void theWindowIsTheNearestNumberOfSamples(double rateHz, int samples) {
        ReferenceBeats reference = new ReferenceBeats(new long[] {1000, 2000}, List.of());
        BeatScore score = BeatScorer.STANDARD.score(reference, new long[] {1000 + samples, 2000 - samples - 1}, rateHz);
        assertEquals("1 1 1", score.tp() + " " + score.fn() + " " + score.fp());
    }

    @Test
    void aBeatInFlutterIsNoPartnerForADetectionOutside() {
        ReferenceBeats reference =
                new ReferenceBeats(new long[] {1010, 3000}, List.of(new ReferenceBeats.Stretch(1000, 2000)));
        assertEquals(new BeatScore(1, 0, 1, 0, 0), BeatScorer.STANDARD.score(reference, new long[] {990, 3000}, 1000));
    }

    @Test
    void ratesAreFractionsOfWhatWasCounted() {
        BeatScore score = new BeatScore(97, 3, 1, 0, 0);
        assertEquals(0.97, score.sensitivity());
        assertEquals(97 / 98.0, score.ppv());
        assertEquals(194 / 198.0, score.f1());
        assertEquals(0.04, score.errorRate());
        assertTrue(Double.isNaN(BeatScore.NONE.sensitivity()));
        assertTrue(Double.isNaN(BeatScore.NONE.meanErrorMs()));
    }

    @Test
    void timeErrorIsDetectedLessReferenceInMilliseconds() {
        BeatScore score = BeatScorer.STANDARD.score(
                new ReferenceBeats(new long[] {500, 1000, 1500}, List.of()), new long[] {501, 1002, 1503}, 500);
        assertEquals(4, score.meanErrorMs(), 1e-12);
        assertEquals(2, score.sdErrorMs(), 1e-12);
    }

    @Test
    void pooledScoresWeighEveryBeatTheSame() {
        BeatScore one = new BeatScore(9, 1, 0, 18, 40);
        BeatScore other = new BeatScore(90, 0, 10, -90, 100);
        assertEquals(new BeatScore(99, 1, 10, -72, 140), one.plus(other));
        assertEquals(0.99, one.plus(other).sensitivity());
    }

    @Test
    void theBeginningIsLeftOutOnRequestWithoutTearingPairs() {
        BeatScorer later = new BeatScorer(Duration.ofMillis(150), Duration.ofSeconds(5), false, false);
        ReferenceBeats reference = new ReferenceBeats(new long[] {1000, 4990, 5010, 6000}, List.of());
        // 5005 belongs to 4990's side of the border only by its own place; as the pair of 5010 it counts, 4985 does
        // not.
        BeatScore score = later.score(reference, new long[] {2000, 4985, 4999, 6000, 7000}, 1000);
        assertEquals(new BeatScore(2, 0, 1, -11, 121), score);
    }

    @Test
    void flutterIsLeftOutUnlessAskedFor() {
        WfdbAnnotations marks = new WfdbAnnotations(List.of(
                beat(1000),
                new WfdbAnnotation(2000, WfdbAnnotationType.FLUTTER_ON),
                new WfdbAnnotation(2200, WfdbAnnotationType.FLUTTER_WAVE),
                beat(2500),
                new WfdbAnnotation(3000, WfdbAnnotationType.FLUTTER_OFF),
                beat(4000),
                new WfdbAnnotation(9000, WfdbAnnotationType.FLUTTER_ON)));
        ReferenceBeats reference = ReferenceBeats.of(marks);
        long[] detected = {1000, 2200, 2400, 3500, 4000, 9500};
        assertEquals(new BeatScore(2, 0, 1, 0, 0), BeatScorer.STANDARD.score(reference, detected, 1000));
        BeatScorer all = new BeatScorer(Duration.ofMillis(150), Duration.ZERO, true, false);
        assertEquals(new BeatScore(3, 0, 3, -100, 10_000), all.score(reference, detected, 1000));
    }

    @Test
    void detectionsOutsideOfTheAnnotatedPartAreLeftOutOnRequest() {
        BeatScorer scorer = new BeatScorer(Duration.ofMillis(150), Duration.ZERO, false, true);
        ReferenceBeats reference = new ReferenceBeats(new long[] {1000, 2000}, List.of());
        long[] detected = {200, 990, 1500, 2010, 2800};
        assertEquals(new BeatScore(2, 0, 1, 0, 200), scorer.score(reference, detected, 1000));
        assertEquals(BeatScore.NONE, scorer.score(new ReferenceBeats(new long[0], List.of()), detected, 1000));
    }

    @Test
    void aReferenceAgainstItselfIsPerfect() throws IOException {
        WfdbAnnotations atr = WfdbAnnotations.read(Recordings.path("mitdb/207.atr"));
        ReferenceBeats reference = ReferenceBeats.of(atr);
        BeatScore score = BeatScorer.STANDARD.score(reference, atr.beats(), 360);
        assertEquals(0, score.fn() + score.fp());
        assertTrue(score.tp() >= 1500);
        assertEquals(6, reference.flutter().size());
    }

    @Property(tries = 500)
    void everyBeatCountsExactlyOnce(
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 5000) Long> reference,
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 5000) Long> detected) {
        long[] beats = reference.stream().mapToLong(Long::longValue).sorted().toArray();
        long[] found = detected.stream().mapToLong(Long::longValue).sorted().toArray();
        BeatMatching matching = BeatMatching.of(beats, found, 150);
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < beats.length; i++) {
            int pair = matching.detectedFor()[i];
            if (pair >= 0) {
                assertTrue(Math.abs(beats[i] - found[pair]) <= 150);
                used.add(pair);
            }
        }
        assertEquals(used.size(), used.stream().distinct().count());
        assertEquals(used.stream().sorted().toList(), used);
        BeatScore score = BeatScorer.STANDARD.score(new ReferenceBeats(beats, List.of()), found, 1000);
        assertEquals(beats.length, score.beats());
        assertEquals(found.length, score.tp() + score.fp());
    }

    private static WfdbAnnotation beat(long sample) {
        return new WfdbAnnotation(sample, WfdbAnnotationType.NORMAL);
    }

    private static long[] numbers(String text) {
        return text == null || text.isBlank()
                ? new long[0]
                : Arrays.stream(text.strip().split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
