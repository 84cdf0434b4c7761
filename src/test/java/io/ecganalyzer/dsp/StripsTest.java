package io.ecganalyzer.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StripsTest {
    private static float[] rising(int length) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = 1 + i;
        }
        return x;
    }

    private static Strips strips(float[] x) {
        Strips strips = new Strips();
        // What was there before must not be seen.
        strips.cut(rising(9_000));
        strips.cut(x);
        return strips;
    }

    @Property(tries = 200)
    void aSignalThatWasCutIsJoinedAgain(@ForAll @IntRange(min = 0, max = 20_000) int length) {
        float[] x = rising(length);

        assertArrayEquals(x, strips(x).joined());
    }

    @Property(tries = 200)
    void aPartOfASignalIsCopiedToItsPlace(
            @ForAll @IntRange(min = 0, max = 12_000) int from,
            @ForAll @IntRange(min = 0, max = 500) int length,
            @ForAll @IntRange(min = 0, max = 500) int more) {
        float[] copy = new float[length + 3];
        strips(rising(from + length + more)).join(from, from + length, copy, 2);

        for (int i = 0; i < copy.length; i++) {
            assertEquals(i < 2 || i == length + 2 ? 0 : from + i - 1, copy[i]);
        }
    }

    @Property(tries = 200)
    void aboveAndBelowAStripStandItsNeighboursAndBeyondTheEndsTheSignalStandsStill(
            @ForAll @IntRange(min = 1, max = 20_000) int length) {
        Strips strips = strips(rising(length));
        strips.fillMargins();

        for (int strip = 0; strip < strips.count(); strip++) {
            for (int j = -Strips.MARGIN; j < strips.each() + Strips.MARGIN; j++) {
                int sample = strip * strips.each() + j;
                assertEquals(Math.max(1, Math.min(length, 1 + sample)), strips.row(j)[strip]);
            }
        }
    }
}
