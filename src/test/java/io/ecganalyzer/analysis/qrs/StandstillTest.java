package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A heart that stands still, a lead that does, and one whose contact is all but lost are told apart. */
class StandstillTest {
    private static final double SECONDS = 90;
    private static final double[] BEATS = SyntheticEcg.rhythm(SECONDS, 21);

    private static Detection detect(int[] lead, double rateHz) {
        return QrsStream.detect(new int[][] {lead}, rateHz).get(0);
    }

    @ParameterizedTest
    @CsvSource({"128, 4", "250, 1", "250, 10", "360, 10", "500, 1", "500, 20"})
    void aStandstillHasNoBeats(double rateHz, double noise) {
        for (double seconds : new double[] {3, 6, 10, 20, 40}) {
            double[] beats = Arrays.stream(BEATS)
                    .filter(at -> at < 30 || at > 30 + seconds)
                    .toArray();

            Detection found = detect(SyntheticEcg.samples(beats, SECONDS, rateHz, noise, 22), rateHz);

            assertEquals(beats.length, found.samples().length, seconds + " s");
            assertEquals(List.of(), found.flutter());
            assertEquals(List.of(), found.unreadable());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 5, 8, 12, 20})
    void aStandstillInARealRecordingHasNoBeats(double seconds) throws IOException {
        for (String name : List.of("101", "115", "122", "220")) {
            Recording clean = new Corpus(Recordings.path("mitdb").getParent()).read("mitdb", name);
            Standstill paused = Standstill.in(clean, seconds, new Random(23));

            assertTrue(paused.pauses().size() > 15, name);
            assertEquals(0, paused.falseBeats(detect(paused.recording().leads()[0], clean.rateHz())), name);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {128, 250, 360, 500})
    void aLeadThatStandsStillDoesNotFlutter(double rateHz) {
        for (int level : new int[] {17, 30_000}) {
            int[] lead = SyntheticEcg.samples(BEATS, SECONDS, rateHz, 5, 24);
            Arrays.fill(lead, (int) (30 * rateHz), (int) (50 * rateHz), level);

            Detection found = detect(lead, rateHz);

            assertEquals(List.of(), found.flutter());
            assertEquals(1, found.unreadable().size());
            assertEquals(
                    level == 17 ? "flat" : "saturated",
                    found.unreadable().get(0).reason());
        }
    }

    /** As in record 203 of mitdb after 24 min 48 s: the lead jumps, and what is left of the beats is a twentieth. */
    @Test
    void beatsOfALeadThatIsAllButOffAreFound() {
        double rateHz = 360;
        int[] lead = SyntheticEcg.samples(BEATS, SECONDS, rateHz, 2, 25);
        int from = (int) (30.4 * rateHz);
        int to = (int) (35.2 * rateHz);
        for (int i = from; i < to; i++) {
            lead[i] = (int) Math.round(0.05 * lead[i] + 2000 * Math.exp(-(i - from) / (1.5 * rateHz)));
        }
        int[] hidden = Arrays.stream(BEATS)
                .filter(at -> at > 31 && at < 35)
                .mapToInt(at -> (int) Math.round(at * rateHz))
                .toArray();

        int[] found = Arrays.stream(detect(lead, rateHz).samples())
                .filter(at -> at > from + rateHz / 4 && at < to - rateHz / 10)
                .toArray();

        assertEquals(hidden.length, found.length, Arrays.toString(found));
        for (int b = 0; b < hidden.length; b++) {
            assertEquals(hidden[b], found[b], 4);
        }
    }

    @Test
    void aTrackOfStillFramesIsTheSameInPieces() {
        int[] lead = SyntheticEcg.samples(BEATS, SECONDS, 250, 5, 26);
        Arrays.fill(lead, 7_500, 12_500, 0);
        QrsStream stream = new QrsStream(250, 1);
        for (int from = 0; from < lead.length; from += 3_000) {
            stream.push(new int[][] {Arrays.copyOfRange(lead, from, Math.min(lead.length, from + 3_000))});
        }
        Detection pieces = stream.finish().get(0);
        Detection whole = detect(lead, 250);

        assertEquals("flat", whole.unreadable().get(0).reason());
        assertArrayEquals(whole.samples(), pieces.samples());
        assertEquals(whole.unreadable(), pieces.unreadable());
        assertEquals(whole.flutter(), pieces.flutter());
    }

    /** A lead that moves by its noise alone does not speak against the fibrillation that another shows. */
    @Test
    void aLooseLeadDoesNotHideFibrillation() throws IOException {
        Recording recording = new Corpus(Recordings.path("cudb").getParent()).read("cudb", "cu04");
        int[] lead = recording.leads()[0];
        int off = (int) (149 * recording.rateHz());
        Random random = new Random(27);
        int[] loose = lead.clone();
        for (int i = off; i < loose.length; i++) {
            loose[i] = (int) Math.round(0.02 * lead[i] + random.nextGaussian());
        }

        for (int[][] leads : new int[][][] {{lead}, {lead, loose}}) {
            Detection found = QrsStream.detect(leads, recording.rateHz()).get(0);
            for (double second = 160; second < 175; second += 0.5) {
                double at = second * recording.rateHz();
                assertTrue(
                        found.flutter().stream().anyMatch(e -> e.fromSample() <= at && e.toSample() > at),
                        leads.length + " leads, " + second + " s: " + found.flutter());
            }
        }
    }

    /** Between its beats a clean lead rests, and still speaks against what another shows. */
    @Test
    void aCleanLeadKeepsItsBeatsBesideOneThatFibrillates() throws IOException {
        Recording recording = new Corpus(Recordings.path("cudb").getParent()).read("cudb", "cu04");
        double rateHz = recording.rateHz();
        int[] fibrillating = Arrays.copyOfRange(recording.leads()[0], (int) (157 * rateHz), (int) (197 * rateHz));
        double[] beats = SyntheticEcg.rhythm(40, 30);
        int[] clean = SyntheticEcg.samples(beats, 40, rateHz, 3, 31);

        Detection found = QrsStream.detect(new int[][] {clean, Arrays.copyOf(fibrillating, clean.length)}, rateHz)
                .get(0);

        assertEquals(List.of(), found.flutter());
        assertEquals(beats.length, found.samples().length, 2);
    }
}
