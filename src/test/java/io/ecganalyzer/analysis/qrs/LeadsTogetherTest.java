package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models are asked about all leads of a segment at once; what they say of one does not depend on the others. */
class LeadsTogetherTest {
    @ParameterizedTest
    @ValueSource(ints = {10, 400})
    void eachLeadAmongOthersHasWhatItHasAlone(int seconds) {
        double[] beats = SyntheticEcg.rhythm(seconds, 3);
        int[] flat = new int[seconds * 250];
        int[] partlyFlat = SyntheticEcg.samples(beats, seconds, 250, 40, 5);
        Arrays.fill(partlyFlat, partlyFlat.length / 3, partlyFlat.length / 2, 9);
        int[][] leads = {
            SyntheticEcg.samples(beats, seconds, 250, 10, 1),
            // Of so much noise that what is open is judged twice.
            SyntheticEcg.samples(beats, seconds, 250, 330, 2),
            flat,
            SyntheticEcg.samples(new double[0], seconds, 250, 200, 3),
            SyntheticEcg.samples(beats, seconds, 250, 270, 4),
            partlyFlat,
        };
        List<Detection> together = QrsStream.detect(leads, 250);
        for (int lead = 0; lead < leads.length; lead++) {
            Detection alone = QrsStream.detect(new int[][] {leads[lead]}, 250).get(1);
            Detection amongOthers = together.get(1 + lead);
            assertArrayEquals(alone.samples(), amongOthers.samples(), "lead " + lead);
            assertArrayEquals(alone.confidence(), amongOthers.confidence(), "lead " + lead);
            assertEquals(alone.unreadable(), amongOthers.unreadable());
            assertEquals(alone.flutter(), amongOthers.flutter());
        }
        assertTrue(together.get(6).samples().length > beats.length / 2, "there is something to compare");
    }
}
