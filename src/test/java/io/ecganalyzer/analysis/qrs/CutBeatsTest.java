package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a recording begins or ends within a wave, its largest sample may be the first or the last: that is not its peak. */
class CutBeatsTest {
    /** Ventricular beats, four times as wide as those of a healthy heart, and as rare. */
    private static int[] wide() {
        return SyntheticEcg.samples(SyntheticEcg.rhythm(30, 1), 30, 1440, 5, 1);
    }

    @Test
    void noBeatStandsAtAnEnd() {
        int[] lead = wide();
        int peak = QrsStream.detect(new int[][] {lead}, 360).get(1).samples()[20];
        for (int cut = -20; cut <= 0; cut++) {
            int[] beginning = Arrays.copyOf(lead, peak + cut + 1);
            int[] end = Arrays.copyOfRange(lead, peak - cut, lead.length);
            for (int[] part : List.of(beginning, end)) {
                for (int beat : QrsStream.detect(new int[][] {part}, 360).get(1).samples()) {
                    assertTrue(beat > 0 && beat < part.length - 1, beat + " of " + part.length);
                }
            }
        }
    }

    @Test
    void aBeatWhosePeakOneOfTheLeadsShowsIsABeatOfAll() {
        int[] lead = wide();
        int peak = QrsStream.detect(new int[][] {lead}, 360).get(1).samples()[20];
        int[] cut = Arrays.copyOf(lead, peak - 5);
        int[] earlier = Arrays.copyOfRange(lead, 20, peak + 15);
        List<Detection> found = QrsStream.detect(new int[][] {cut, earlier}, 360);
        int[] fused = found.get(0).samples();
        assertEquals(20, found.get(1).samples().length);
        assertEquals(21, found.get(2).samples().length);
        assertEquals(21, fused.length);
        assertEquals(peak - 20, fused[20], 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, true",
        "0, 4, 0, true",
        "1, 1, 1, false",
        "1, 4, 2, false",
        "6, 9, 9, true",
        "5, 8, 6, false",
        "9, 9, 9, true"
    })
    void aPlateauAtAnEndIsCutThereAndOneWithinHasItsMiddle(int from, int to, int peak, boolean isCut) {
        int[] samples = new int[10];
        Arrays.fill(samples, from, to + 1, 100);
        RawSignal raw = new RawSignal(samples, 0, 10, 0);
        assertEquals(peak, raw.peak((from + to) / 2.0, true, 1000));
        assertEquals(isCut, raw.isCut(raw.peak((from + to) / 2.0, true, 1000)));
    }
}
