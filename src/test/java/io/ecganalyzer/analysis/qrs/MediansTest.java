package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Property(tries = 500)
    void eachIsTheUpperMedianOfThoseAround(
            @ForAll @Size(min = 1, max = 400) List<@FloatRange(min = 0, max = 1000) Float> values,
            @ForAll @IntRange(min = 1, max = 8) int before,
            @ForAll @IntRange(min = 0, max = 8) int after,
            @ForAll boolean oneMore) {
        float[] x = new float[values.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = values.get(i);
        }
        int places = x.length + (oneMore ? 1 : 0);

        float[] medians = Medians.sliding(x, before, after, places);

        assertEquals(places, medians.length);
        for (int i = 0; i < places; i++) {
            float[] sorted = Arrays.copyOfRange(x, Math.max(0, i - before), Math.min(x.length, i + after + 1));
            Arrays.sort(sorted);
            assertEquals(sorted[sorted.length / 2], medians[i], "at " + i);
        }
    }

    @Test
    void ofAnEvenNumberTheUpperOneIsTaken() {
        assertEquals(3, Medians.upper(new float[] {4, 1, 3, 2, 9}, 4));
        assertArrayEquals(new float[] {2, 2}, Medians.sliding(new float[] {1, 2}, 1, 1, 2));
    }
}
