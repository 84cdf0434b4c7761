package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ShortColumnsTest {
    @Property(tries = 200)
    void everyRankIsThatOfTheSortedBlock(
            @ForAll @Size(min = 1, max = 900) List<@FloatRange(min = 0, max = 1e30f) Float> values,
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 5) int step) {
        float[] x = new float[values.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = values.get(i);
        }
        int size = count * step;
        int blocks = x.length / size;
        int[] ranks = {0, count / 3, count / 2, count - 1};

        float[][] ranked = ShortColumns.ranked(x, size, step, count, blocks, ranks);

        for (int block = 0; block < blocks; block++) {
            float[] sorted = new float[count];
            for (int k = 0; k < count; k++) {
                sorted[k] = x[block * size + k * step];
            }
            Arrays.sort(sorted);
            for (int r = 0; r < ranks.length; r++) {
                assertEquals(sorted[ranks[r]], ranked[r][block]);
            }
        }
    }
}
