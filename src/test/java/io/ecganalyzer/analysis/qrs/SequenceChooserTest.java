package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SequenceChooserTest {
    @Test
    void nothingComesOfNothing() {
        assertEquals(0, SequenceChooser.choose(new int[0], new float[0]).length);
        assertEquals(0, SequenceChooser.choose(new int[] {5}, new float[] {-3}).length);
    }

    @Test
    void ofTwoThatAreTooCloseTheLikelierStays() {
        assertArrayEquals(new int[] {1}, SequenceChooser.choose(new int[] {100, 120}, new float[] {2, 3}, 0));
    }

    @Test
    void oneBetweenTwoGoesWhereTheTwoTogetherAreLikelier() {
        assertArrayEquals(
                new int[] {0, 2}, SequenceChooser.choose(new int[] {100, 130, 164}, new float[] {2, 3, 2}, 0));
    }

    @Property(tries = 300)
    void noOtherChoiceIsLikelier(
            @ForAll @Size(10) List<@IntRange(min = 1, max = 90) Integer> gaps,
            @ForAll @Size(10) List<@FloatRange(min = -4, max = 4) Float> likelihoods) {
        int[] place = new int[gaps.size()];
        float[] odds = new float[gaps.size()];
        for (int c = 0; c < place.length; c++) {
            place[c] = gaps.get(c) + (c > 0 ? place[c - 1] : 0);
            odds[c] = likelihoods.get(c);
        }
        double chosen = value(place, odds, mask(SequenceChooser.choose(place, odds, 0)));
        for (int mask = 0; mask < 1 << place.length; mask++) {
            assertTrue(value(place, odds, mask) <= chosen + 1e-4, "a better choice for " + Arrays.toString(place));
        }
    }

    private static int mask(int[] chosen) {
        return Arrays.stream(chosen).map(c -> 1 << c).sum();
    }

    /** The value of a choice, from the definition: log-odds, less what a short interval costs; none below 180 ms. */
    private static double value(int[] place, float[] odds, int mask) {
        double value = 0;
        int last = -1;
        for (int c = 0; c < place.length; c++) {
            if (((mask >> c) & 1) == 0) {
                continue;
            }
            int gap = last < 0 ? 1000 : place[c] - place[last];
            if (gap < 36) {
                return Double.NEGATIVE_INFINITY;
            }
            value += odds[c] - (gap < 64 ? 2.0 * (64 - gap) / 28 : 0);
            last = c;
        }
        return value;
    }
}
