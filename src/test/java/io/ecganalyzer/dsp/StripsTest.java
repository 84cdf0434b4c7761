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

    /** Before, within and beyond the signal, and stretches that reach over either end. */
    @Property(tries = 300)
    void stretchesOfASignalStandStillBeyondItsEnds(
            @ForAll @IntRange(min = 1, max = 3_000) int length,
            @ForAll @IntRange(min = -4_000, max = 4_000) int from,
            @ForAll @IntRange(min = 1, max = Strips.WIDTH) int stretches,
            @ForAll @IntRange(min = 1, max = 60) int step,
            @ForAll @IntRange(min = 1, max = 150) int each) {
        int[] whole = new int[length + 2];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = i + 1_000;
        }
        Strips plain = new Strips();
        plain.cut(new Samples.Plain(rising(length)), from, stretches, step, each);
        Strips above = new Strips();
        above.cut(new Samples.AboveLevel(whole, 1, length + 1, 1_000), from, stretches, step, each);

        for (int strip = 0; strip < stretches; strip++) {
            for (int j = 0; j < each; j++) {
                int sample = from + strip * step + j;
                float expected = Math.max(1, Math.min(length, 1 + sample));
                assertEquals(expected, plain.rowWithoutMargin(j)[strip]);
                assertEquals(expected, above.rowWithoutMargin(j)[strip]);
            }
        }
    }
}
