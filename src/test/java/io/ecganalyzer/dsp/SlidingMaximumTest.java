package io.ecganalyzer.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SlidingMaximumTest {
    @Property(tries = 200)
    void eachIsTheHighestOfThoseAround(
            @ForAll @IntRange(min = 0, max = 6_000) int length,
            @ForAll @IntRange(min = 0, max = 40) int either,
            @ForAll int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = random.nextInt(1000);
        }

        float[] highest = SlidingMaximum.of(x, either);

        assertEquals(length, highest.length);
        for (int i = 0; i < length; i++) {
            float expected = 0;
            for (int k = Math.max(0, i - either); k <= Math.min(length - 1, i + either); k++) {
                expected = Math.max(expected, x[k]);
            }
            assertEquals(expected, highest[i], "at " + i);
        }
    }
}
