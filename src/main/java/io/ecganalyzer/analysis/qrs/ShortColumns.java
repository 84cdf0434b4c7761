package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Sorts a few samples of each of many blocks, all blocks side by side, by a network of comparisons that is the same for each (Batcher
 * KE, Sorting networks and their applications, AFIPS Spring Joint Computer Conference 32:307-314, 1968; for any number Knuth, The Art
 * of Computer Programming 3, algorithm 5.2.2M). A comparison of two rows is a loop of vectors without a branch; sorting each block by
 * itself takes several times as long, most of it for branches that were guessed wrong.
 */
final class ShortColumns {
    /** Blocks that are sorted at a time: their rows stay in the first-level cache. */
    private static final int WIDTH = 128;

    private ShortColumns() {}

    /**
     * The samples of some ranks in blocks that follow each other.
     *
     * @param x none negative, so that they are in the order of their bits
     * @param size samples from the beginning of one block to that of the next
     * @param step which samples count: the first of a block and every {@code step}-th after it
     * @param count how many of a block count
     * @param ranks which are wanted, the smallest of a block being 0
     * @return for each rank that sample of every block
     */
    static float[][] ranked(float[] x, int size, int step, int count, int blocks, int... ranks) {
        float[][] ranked = new float[ranks.length][blocks];
        int[][] rows = new int[count][];
        Arrays.setAll(rows, row -> new int[Math.min(WIDTH, blocks)]);
        for (int from = 0; from < blocks; from += WIDTH) {
            int width = Math.min(WIDTH, blocks - from);
            for (int row = 0; row < count; row++) {
                for (int block = 0; block < width; block++) {
                    rows[row][block] = Float.floatToRawIntBits(x[(from + block) * size + row * step]);
                }
            }
            sort(rows, width);
            for (int rank = 0; rank < ranks.length; rank++) {
                for (int block = 0; block < width; block++) {
                    ranked[rank][from + block] = Float.intBitsToFloat(rows[ranks[rank]][block]);
                }
            }
        }
        return ranked;
    }

    private static void sort(int[][] rows, int width) {
        int count = rows.length;
        for (int p = 1; p < count; p *= 2) {
            for (int k = p; k >= 1; k /= 2) {
                for (int j = k % p; j + k < count; j += 2 * k) {
                    for (int i = j; i < j + Math.min(k, count - j - k); i++) {
                        // i / 2p == (i + k) / 2p, as p is a power of two.
                        if ((i ^ (i + k)) < 2 * p) {
                            exchange(rows[i], rows[i + k], width);
                        }
                    }
                }
            }
        }
    }

    /** The smaller of each two goes to the first row. No difference of two that are not negative overflows. */
    private static void exchange(int[] low, int[] high, int width) {
        for (int i = 0; i < width; i++) {
            int a = low[i];
            int b = high[i];
            int negative = (a - b) >> 31;
            int less = (a - b) & negative;
            low[i] = b + less;
            high[i] = a - less;
        }
    }
}
