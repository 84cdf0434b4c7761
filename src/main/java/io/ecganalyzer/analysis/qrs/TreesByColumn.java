package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Boosted trees over many rows at once: every decision is taken for all rows of a block in a loop of vectors without a branch, and strikes
 * out the leaves that it makes unreachable; the first leaf that is left is the row's (Lucchese C et al., QuickScorer: a fast algorithm to
 * rank documents with additive ensembles of regression trees, SIGIR 2015). Going down the trees row by row takes three times as long,
 * because nobody can guess the turns.
 *
 * <p>C2 makes vectors of whole numbers' differences, not of comparisons. A value becomes a whole number in the same order, and is halved
 * so that no difference overflows: x &gt; t is floor(t/2) &lt; floor(x/2) for an odd t and floor(t/2) &lt; ceil(x/2) for an even one, so
 * that each feature has two columns.
 */
final class TreesByColumn {
    /** Rows of a block: enough for the vectors, few enough for the second-level cache. */
    private static final int BLOCK = 256;

    private final int depth;
    private final int[] column;
    private final int[] half;
    private final int[] unreachable;
    private final float[] leaf;

    /** Trees as {@link BoostedTrees} keeps them. */
    TreesByColumn(int depth, byte[] feature, float[] threshold, float[] leaf) {
        this.depth = depth;
        this.leaf = leaf;
        column = new int[feature.length];
        half = new int[feature.length];
        for (int i = 0; i < feature.length; i++) {
            int key = key(threshold[i]);
            column[i] = 2 * feature[i] + ((key & 1) ^ 1);
            half[i] = key >> 1;
        }
        unreachable = new int[(1 << depth) - 1];
        for (int node = 0; node < unreachable.length; node++) {
            int level = 31 - Integer.numberOfLeadingZeros(node + 1);
            int leaves = 1 << (depth - level);
            int firstLeaf = (node + 1 - (1 << level)) * leaves;
            // Who goes right never comes to the left half of the leaves below.
            unreachable[node] = ((1 << (leaves / 2)) - 1) << firstLeaf;
        }
    }

    /** A whole number in the order of the value: 0 and -0 have the same one, and NaN, which is above nothing, has the lowest. */
    private static int key(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return Float.isNaN(value) ? Integer.MIN_VALUE : bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /**
     * Adds all trees to the sums of some rows, in order.
     *
     * @param early after so many trees ...
     * @param clear ... a sum that is farther from 0 than this stays as it is
     */
    void add(float[] rows, int columns, float[] sums, int early, float clear) {
        int[] open = new int[sums.length];
        Arrays.setAll(open, row -> row);
        int[][] x = new int[2 * columns][];
        Arrays.setAll(x, column -> new int[Math.min(BLOCK, sums.length)]);
        add(rows, columns, sums, open, sums.length, x, 0, early);
        int count = 0;
        for (int row = 0; row < sums.length; row++) {
            open[count] = row;
            count += Math.abs(sums[row]) > clear ? 0 : 1;
        }
        add(rows, columns, sums, open, count, x, early, leaf.length >> depth);
    }

    /** Adds some trees to the sums of those rows that are told. */
    private void add(
            float[] rows, int columns, float[] sums, int[] which, int all, int[][] x, int firstTree, int endTree) {
        float[] sum = new float[x[0].length];
        for (int from = 0; from < all; from += BLOCK) {
            int count = Math.min(BLOCK, all - from);
            columns(rows, columns, which, from, count, x);
            for (int k = 0; k < count; k++) {
                sum[k] = sums[which[from + k]];
            }
            add(x, sum, count, firstTree, endTree);
            for (int k = 0; k < count; k++) {
                sums[which[from + k]] = sum[k];
            }
        }
    }

    private static void columns(float[] rows, int columns, int[] which, int from, int count, int[][] x) {
        for (int c = 0; c < columns; c++) {
            int[] floor = x[2 * c];
            int[] ceiling = x[2 * c + 1];
            for (int k = 0; k < count; k++) {
                int key = key(rows[which[from + k] * columns + c]);
                floor[k] = key >> 1;
                ceiling[k] = (key >> 1) + (key & 1);
            }
        }
    }

    private void add(int[][] x, float[] sum, int count, int firstTree, int endTree) {
        int decisions = unreachable.length;
        int[] reachable = new int[count];
        for (int tree = firstTree; tree < endTree; tree++) {
            int first = tree * decisions;
            Arrays.fill(reachable, -1);
            int k = 0;
            for (; k + 2 < decisions; k += 3) {
                strikeThree(reachable, x, first + k, k);
            }
            for (; k < decisions; k++) {
                strike(reachable, x[column[first + k]], half[first + k], unreachable[k]);
            }
            int leaves = tree << depth;
            for (int row = 0; row < count; row++) {
                sum[row] += leaf[leaves + Integer.numberOfTrailingZeros(reachable[row])];
            }
        }
    }

    /** Three decisions in one pass: what is reachable is loaded and stored a third as often. */
    private void strikeThree(int[] reachable, int[][] x, int at, int node) {
        int[] a = x[column[at]];
        int[] b = x[column[at + 1]];
        int[] c = x[column[at + 2]];
        int thresholdA = half[at];
        int thresholdB = half[at + 1];
        int thresholdC = half[at + 2];
        int leavesA = unreachable[node];
        int leavesB = unreachable[node + 1];
        int leavesC = unreachable[node + 2];
        for (int i = 0; i < reachable.length; i++) {
            reachable[i] = reachable[i]
                    & ~(((thresholdA - a[i]) >> 31) & leavesA)
                    & ~(((thresholdB - b[i]) >> 31) & leavesB)
                    & ~(((thresholdC - c[i]) >> 31) & leavesC);
        }
    }

    private static void strike(int[] reachable, int[] x, int threshold, int leaves) {
        for (int i = 0; i < reachable.length; i++) {
            reachable[i] &= ~(((threshold - x[i]) >> 31) & leaves);
        }
    }
}
