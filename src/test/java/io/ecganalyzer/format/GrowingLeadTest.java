package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ecganalyzer.ecg.Lead;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GrowingLeadTest {
    private static GrowingLead growing(int most) {
        return new GrowingLead(new WfdbSignal("II", 250, "mV", OptionalDouble.of(200), 0, 0, new int[0]), most);
    }

    /** Missing samples at the beginning take the first that is there, later ones the last before them. */
    private static int[] held(int[] samples) {
        int[] held = samples.clone();
        int first = IntStream.range(0, held.length)
                .filter(i -> held[i] != WfdbSignal.INVALID)
                .findFirst()
                .orElseThrow();
        Arrays.fill(held, 0, first, held[first]);
        for (int i = 1; i < held.length; i++) {
            held[i] = held[i] == WfdbSignal.INVALID ? held[i - 1] : held[i];
        }
        return held;
    }

    @Property(tries = 300)
    void piecesGiveTheWholeWithMissingSamplesFilled(
            @ForAll @IntRange(min = 1, max = 60) int length,
            @ForAll @IntRange(min = 1, max = 20) int piece,
            @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        int range = random.nextBoolean() ? 1_000 : 1_000_000;
        int[] samples = random.ints(length, -range, range)
                .map(value -> random.nextInt(3) == 0 ? WfdbSignal.INVALID : value)
                .toArray();
        samples[random.nextInt(length)] = range;

        GrowingLead growing = growing(length);
        for (int from = 0; from < length; from += piece) {
            growing.add(Arrays.copyOfRange(samples, from, Math.min(length, from + piece)));
        }
        Lead lead = growing.lead(new HashSet<>());

        assertArrayEquals(held(samples), lead.samples());
        assertEquals(range == 1_000, lead.isCompact());
    }

    @Test
    void aSignalWithoutSamplesIsNoLead() {
        GrowingLead growing = growing(3);
        growing.add(new int[] {WfdbSignal.INVALID, WfdbSignal.INVALID, WfdbSignal.INVALID});
        assertFalse(growing.isLead());
    }
}
