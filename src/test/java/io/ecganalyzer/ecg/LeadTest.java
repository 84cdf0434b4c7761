package io.ecganalyzer.ecg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadTest {
    private static Lead lead(int... samples) {
        return new Lead("II", samples, Optional.empty());
    }

    private static Lead compact(int... samples) {
        short[] compact = new short[samples.length];
        for (int i = 0; i < compact.length; i++) {
            compact[i] = (short) samples[i];
        }
        return new Lead("II", compact, Optional.empty());
    }

    @Property(tries = 300)
    void theRangeIsThatOfAllSamples(@ForAll @IntRange(min = 1, max = 20_000) int length, @ForAll int seed) {
        int[] samples = wandering(length, seed);
        int lowest = Arrays.stream(samples).min().orElseThrow();
        int highest = Arrays.stream(samples).max().orElseThrow();

        assertEquals(new SampleRange(lowest, highest), lead(samples).range());
        assertEquals(new SampleRange(lowest, highest), compact(samples).range());
    }

    @Property(tries = 300)
    void whereALeadDoesNotReachItsRangeIsNoSampleOfItsEnds(
            @ForAll @IntRange(min = 1, max = 20_000) int length, @ForAll int seed) {
        int[] samples = wandering(length, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (Lead lead : new Lead[] {lead(samples), compact(samples)}) {
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(length);
                int to = from + 1 + random.nextInt(length - from);
                boolean reaches = Arrays.stream(samples, from, to)
                        .anyMatch(sample -> sample == lead.range().minimum()
                                || sample == lead.range().maximum());
                assertTrue(lead.mayReachItsRange(from, to) || !reaches, from + " to " + to);
            }
        }
    }

    @Test
    void mostOfALeadWithAHighBeginningDoesNotReachItsRange() {
        int[] samples = new int[100_000];
        samples[5] = 900;
        samples[6] = -900;

        assertTrue(lead(samples).mayReachItsRange(0, 10));
        assertFalse(lead(samples).mayReachItsRange(50_000, 100_000));
        assertFalse(lead(samples).mayReachItsRange(50_000, 50_000));
    }

    /** What is at the ends of the whole numbers overflows when another is taken from it. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, -2147483648",
        "0, 1, 2147483647",
        "0, 0, -2147483648",
        "-2, -1, 2147483647",
        "1, 2, -2147483648",
        "-2147483648, -2147483647, 2147483647",
        "2147483646, 2147483647, -2147483648",
        "-2147483648, 2147483647, 0"
    })
    void samplesAtTheEndsOfTheWholeNumbersAreSeen(int low, int high, int later) {
        int[] samples = new int[5_000];
        Arrays.fill(samples, low);
        samples[1] = high;
        samples[3_000] = later;

        SampleRange range = lead(samples).range();

        assertEquals(Math.min(low, later), range.minimum());
        assertEquals(Math.max(high, later), range.maximum());
        if (later < low || later > high) {
            assertTrue(lead(samples).mayReachItsRange(3_000, 3_001));
        }
    }

    @ParameterizedTest
    @CsvSource({"-32768, 32767, true", "-32769, 0, false", "0, 32768, false"})
    void aSmallRangeFitsSixteenBits(int minimum, int maximum, boolean small) {
        assertEquals(small, new SampleRange(minimum, maximum).isSmall());
    }

    /** Of 16 bits, now and then at its limits. */
    private static int[] wandering(int length, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int limit = 1 + random.nextInt(3_000);
        int[] samples = new int[length];
        int level = 0;
        for (int i = 0; i < length; i++) {
            level = Math.max(-limit, Math.min(limit, level + random.nextInt(-20, 21)));
            samples[i] = level;
        }
        return samples;
    }
}
