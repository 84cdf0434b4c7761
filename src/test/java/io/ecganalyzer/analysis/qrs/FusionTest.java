package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Leads whose candidates are told to be beats or not by the test. */
class FusionTest {
    private static final int BEATS = 40;
    private static final int APART = 160;

    /** A lead at 200 Hz with a steep wave every 0.8 s, all later by some samples. */
    private static LeadPiece lead(int later, boolean[] present) {
        float[] wide = new float[(BEATS + 2) * APART];
        Random random = new Random(later);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (float) random.nextGaussian();
        }
        for (int b = 0; b < BEATS; b++) {
            for (int k = -6; present[b] && k <= 6; k++) {
                wide[(b + 1) * APART + later + k] += 1000 * (1 - Math.abs(k) / 6f);
            }
        }
        return new LeadPiece(LeadSignal.of(wide));
    }

    private static boolean[] all() {
        boolean[] present = new boolean[BEATS];
        Arrays.fill(present, true);
        return present;
    }

    private static JudgedLead judged(LeadPiece piece, float odds) {
        float[] logOdds = new float[piece.candidates().count()];
        Arrays.fill(logOdds, odds);
        return new JudgedLead(piece, logOdds);
    }

    private static int[] beats(JudgedLead... leads) {
        Fusion fusion = new Fusion(leads);
        return SequenceChooser.choose(fusion.place(), fusion.logOdds());
    }

    @Test
    void aBeatThatIsSteepestElsewhereOnAnotherLeadIsOneBeat() {
        JudgedLead first = judged(lead(0, all()), 8);
        JudgedLead second = judged(lead(26, all()), 7);
        JoinedCandidates joined = JoinedCandidates.of(new JudgedLead[] {first, second});

        assertEquals(BEATS, joined.place().length);
        assertTrue(Arrays.stream(joined.member()).allMatch(m -> m[0] >= 0 && m[1] >= 0));
        assertEquals(BEATS, beats(first, second).length);
    }

    @Test
    void whatIsFartherApartStaysApart() {
        JudgedLead first = judged(lead(0, all()), 8);
        JudgedLead second = judged(lead(60, all()), 7);

        assertEquals(
                2 * BEATS, JoinedCandidates.of(new JudgedLead[] {first, second}).place().length);
    }

    @Test
    void aLeadThatIsOffForAWhileTakesNoBeatsAway() {
        boolean[] off = all();
        Arrays.fill(off, 15, 25, false);
        JudgedLead whole = judged(lead(0, all()), 8);
        JudgedLead broken = judged(lead(3, off), 8);

        assertEquals(BEATS, beats(whole, broken).length);
        assertEquals(BEATS, beats(broken, whole).length);
    }

    @Test
    void aLeadThatIsOffForAWhileTakesNoBeatsFromOneInSomeDoubt() {
        boolean[] off = all();
        Arrays.fill(off, 15, 20, false);
        JudgedLead doubtful = judged(lead(0, all()), 1);
        JudgedLead broken = judged(lead(3, off), 8);

        assertEquals(BEATS, beats(doubtful, broken).length);
    }

    @Test
    void aLeadInDoubtDoesNotOutvoteOneThatIsClear() {
        JudgedLead clear = judged(lead(0, all()), 6);
        JudgedLead doubtful = judged(lead(2, all()), -1);

        assertEquals(BEATS, beats(clear, doubtful).length);
        assertEquals(0, beats(judged(lead(0, all()), -6), judged(lead(2, all()), 1)).length);
    }
}
