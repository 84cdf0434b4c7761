package io.ecganalyzer.analysis.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WholeRunsTest {
    /** Runs up to twice as long as a part: a compact lead, which is read in parts, has those that the lead in one piece has. */
    @Property(tries = 60)
    void runsAreTheSameHoweverTheLeadIsRead(@ForAll int seed, @ForAll @IntRange(min = 2, max = 12) int shortest) {
        Random random = new Random(seed);
        int[] samples = new int[1 + random.nextInt(5 * Parts.SIZE)];
        for (int i = 0; i < samples.length; ) {
            int value = random.nextInt(3);
            int length = random.nextInt(4) > 0 ? 1 + random.nextInt(20) : 1 + random.nextInt(2 * Parts.SIZE);
            for (int end = Math.min(samples.length, i + length); i < end; i++) {
                samples[i] = value;
            }
        }

        assertEquals(runs(new Lead("I", samples, Optional.empty()), shortest), runs(compact(samples), shortest));
    }

    /** Plateaus at the smallest and the largest value, shorter and longer than what is looked at at a time. */
    @Property(tries = 100)
    void runsAtAnExtremeAreThoseOfAllRunsThatStandThere(
            @ForAll int seed, @ForAll @IntRange(min = 2, max = 12) int shortest) {
        Random random = new Random(seed);
        int[] samples = new int[1 + random.nextInt(20_000)];
        for (int i = 0; i < samples.length; ) {
            int value = random.nextInt(30) - 15;
            int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 3_000 : 15);
            for (int end = Math.min(samples.length, i + length); i < end; i++) {
                samples[i] = value;
            }
        }
        int low = Arrays.stream(samples).min().orElseThrow();
        int high = Arrays.stream(samples).max().orElseThrow();
        Lead lead = new Lead("I", samples, Optional.empty());
        List<String> expected = runs(lead, shortest).stream()
                .filter(run -> run.endsWith(" of " + low) || run.endsWith(" of " + high))
                .toList();

        for (Lead each : List.of(lead, compact(samples))) {
            List<String> found = new ArrayList<>();
            WholeRuns.eachAtAnExtreme(
                    each, shortest, (start, end, value) -> found.add(start + " to " + end + " of " + value));
            assertEquals(expected, found);
        }
    }

    @Test
    void aLeadThatNeverMovesIsOneRun() {
        assertEquals(List.of("0 to 100000 of 7"), runs(compact(filled(100_000, 7)), 250));
    }

    @Test
    void aRunMayEndWhereAPartDoes() {
        int[] samples = filled(2 * Parts.SIZE, 7);
        samples[Parts.SIZE] = 8;

        assertEquals(
                List.of("0 to " + Parts.SIZE + " of 7", (Parts.SIZE + 1) + " to " + 2 * Parts.SIZE + " of 7"),
                runs(compact(samples), 2));
    }

    private static int[] filled(int length, int value) {
        int[] samples = new int[length];
        Arrays.fill(samples, value);
        return samples;
    }

    private static Lead compact(int[] samples) {
        short[] compact = new short[samples.length];
        for (int i = 0; i < compact.length; i++) {
            compact[i] = (short) samples[i];
        }
        return new Lead("I", compact, Optional.empty());
    }

    private static List<String> runs(Lead lead, int shortest) {
        List<String> runs = new ArrayList<>();
        WholeRuns.each(lead, shortest, (start, end, value) -> runs.add(start + " to " + end + " of " + value));
        return runs;
    }
}
