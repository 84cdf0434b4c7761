package io.ecganalyzer.analysis.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunsTest {
    /** Few values, so that runs of every length come. */
    @Property(tries = 500)
    void allRunsOfALengthAreFound(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 1) Integer> values,
            @ForAll @IntRange(min = 2, max = 9) int shortest,
            @ForAll @IntRange(min = 0, max = 20) int from) {
        int[] samples = values.stream().mapToInt(Integer::intValue).toArray();
        int begin = Math.min(from, samples.length);

        List<String> found = new ArrayList<>();
        Runs runs = new Runs(samples, begin, samples.length, shortest);
        while (runs.next()) {
            found.add(runs.start() + " to " + runs.end());
        }

        assertEquals(plainly(samples, begin, shortest), found);
    }

    @Property(tries = 500)
    void ofTwoValuesOnlyTheirRunsAreFound(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 2) Integer> values,
            @ForAll @IntRange(min = 2, max = 9) int shortest) {
        int[] samples = values.stream().mapToInt(Integer::intValue).toArray();
        // Long runs are rare among three values: each comes four times.
        int[] slow =
                IntStream.range(0, 4 * samples.length).map(i -> samples[i / 4]).toArray();

        List<String> found = new ArrayList<>();
        Runs runs = Runs.ofEither(0, 2, slow, 0, slow.length, shortest);
        while (runs.next()) {
            found.add(runs.start() + " to " + runs.end());
        }

        List<String> expected = plainly(slow, 0, shortest).stream()
                .filter(run -> slow[Integer.parseInt(run.split(" ")[0])] != 1)
                .toList();
        assertEquals(expected, found);
    }

    /** What stands before and after the part does not lengthen its runs. */
    @Test
    void runsEndWhereThePartDoes() {
        int[] samples = {5, 5, 5, 5, 5, 5, 1, 9, 9, 9, 9, 9, 9};

        List<String> found = new ArrayList<>();
        Runs runs = Runs.ofEither(5, 9, samples, 2, 11, 3);
        while (runs.next()) {
            found.add(runs.start() + " to " + runs.end());
        }

        assertEquals(List.of("2 to 6", "7 to 11"), found);
        assertFalse(Runs.ofEither(5, 9, samples, 4, 8, 3).next());
    }

    private static List<String> plainly(int[] samples, int from, int shortest) {
        List<String> all = new ArrayList<>();
        int start = from;
        for (int i = from + 1; i <= samples.length; i++) {
            if (i == samples.length || samples[i] != samples[start]) {
                if (i - start >= shortest) {
                    all.add(start + " to " + i);
                }
                start = i;
            }
        }
        return all;
    }
}
