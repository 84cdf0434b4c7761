package io.ecganalyzer.analysis.qrs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sum of complete binary decision trees in flat arrays: what gradient boosting learned (Friedman JH, "Greedy function
 * approximation: a gradient boosting machine", Ann Stat 29:1189-1232, 2001). Gives log-odds.
 */
public final class BoostedTrees {
    /** After a third of the trees a sum this far from 0 keeps its sign. */
    private static final int EARLY_PART = 3;

    private static final float CLEAR = 5;

    /** From so many rows on they are taken column by column; the arrays for fewer would take longer to fill. */
    private static final int MANY = 32;

    /** As many leaves as a mask has bits. */
    private static final int DEEPEST_BY_COLUMN = 5;

    private final int depth;
    private final float base;
    private final byte[] feature;
    private final float[] threshold;
    private final float[] leaf;
    private final TreesByColumn byColumn;

    /** After so many trees a sum that is clear stays as it is; all of them where every row goes through all. */
    private final int early;

    /**
     * Trees of equal depth, one after another, each in level order.
     *
     * @param depth levels of decisions
     * @param base log-odds before any tree
     * @param feature for each decision the feature it looks at
     * @param threshold for each decision the value above which it goes right
     * @param leaf the values at the trees' ends
     */
    public BoostedTrees(int depth, float base, byte[] feature, float[] threshold, float[] leaf) {
        this.depth = depth;
        this.base = base;
        this.feature = feature.clone();
        this.threshold = threshold.clone();
        this.leaf = leaf.clone();
        int decisions = (1 << depth) - 1;
        if (feature.length != threshold.length
                || feature.length % decisions != 0
                || leaf.length != feature.length / decisions * (decisions + 1)) {
            throw new IllegalArgumentException("trees of depth " + depth + " do not fit their arrays");
        }
        this.early = leaf.length >> depth;
        this.byColumn = depth > DEEPEST_BY_COLUMN ? null : new TreesByColumn(depth, feature, threshold, leaf);
    }

    private BoostedTrees(BoostedTrees same, int early) {
        this.depth = same.depth;
        this.base = same.base;
        this.feature = same.feature;
        this.threshold = same.threshold;
        this.leaf = same.leaf;
        this.byColumn = same.byColumn;
        this.early = early;
    }

    /** The same trees, left after a third of the way by the rows that are clear by then: most of them are. */
    BoostedTrees leftWhereClear() {
        return new BoostedTrees(this, (leaf.length >> depth) / EARLY_PART);
    }

    /** The log-odds of one row of features that begins at {@code from}. */
    public float logOdds(float[] row, int from) {
        int decisions = (1 << depth) - 1;
        int trees = feature.length / decisions;
        float sum = base;
        for (int tree = 0; tree < trees; tree++) {
            if (tree == early && Math.abs(sum) > CLEAR) {
                return sum;
            }
            int first = tree * decisions;
            int node = 0;
            for (int level = 0; level < depth; level++) {
                int at = first + node;
                node = 2 * node + (row[from + feature[at]] > threshold[at] ? 2 : 1);
            }
            sum += leaf[tree * (decisions + 1) + node - decisions];
        }
        return sum;
    }

    /**
     * The log-odds of many rows: those of {@link #logOdds(float[], int)} of each, bit for bit.
     *
     * @param rows row after row
     * @param columns values of a row
     */
    public float[] logOddsOfAll(float[] rows, int columns) {
        int count = rows.length / columns;
        if (count < MANY || byColumn == null) {
            return logOddsOfFew(rows, columns);
        }
        float[] logOdds = new float[count];
        Arrays.fill(logOdds, base);
        byColumn.add(rows, columns, logOdds, early, CLEAR);
        return logOdds;
    }

    /**
     * The log-odds of the rows of several leads: those of {@link #logOddsOfAll} for each of them. A short lead alone has too few rows for
     * taking them column by column, and several together often have enough.
     *
     * @param rows for each lead its rows, row after row
     * @param columns values of a row
     */
    float[][] logOddsOfEach(float[][] rows, int columns) {
        int values = 0;
        for (float[] some : rows) {
            values += some.length;
        }
        float[] joined = new float[values];
        int at = 0;
        for (float[] some : rows) {
            System.arraycopy(some, 0, joined, at, some.length);
            at += some.length;
        }
        float[] all = logOddsOfAll(joined, columns);
        float[][] logOdds = new float[rows.length][];
        int from = 0;
        for (int i = 0; i < rows.length; i++) {
            int to = from + rows[i].length / columns;
            logOdds[i] = Arrays.copyOfRange(all, from, to);
            from = to;
        }
        return logOdds;
    }

    /** Four rows go down a tree side by side, because a single one waits at every step for what it has just loaded. */
    private float[] logOddsOfFew(float[] rows, int columns) {
        int count = rows.length / columns;
        int trees = leaf.length >> depth;
        Batch all = new Batch(count);
        for (int row = 0; row < count; row++) {
            all.add(row * columns, base);
        }
        all.run(rows, 0, early);
        Batch undecided = new Batch(count);
        float[] logOdds = new float[count];
        for (int row = 0; row < count; row++) {
            logOdds[row] = all.sum[row];
            if (early < trees && !(Math.abs(all.sum[row]) > CLEAR)) {
                undecided.add(row * columns, all.sum[row]);
            }
        }
        undecided.run(rows, early, trees);
        for (int k = 0; k < undecided.count; k++) {
            logOdds[undecided.from[k] / columns] = undecided.sum[k];
        }
        return logOdds;
    }

    /** Rows under way, and the sums of the trees that they have been through. */
    private final class Batch {
        /** Where each row begins; filled up so that the last four are four. */
        private final int[] from;

        private final float[] sum;
        private int count;

        Batch(int most) {
            from = new int[most + 3];
            sum = new float[most + 3];
        }

        void add(int rowFrom, float sumSoFar) {
            from[count] = rowFrom;
            sum[count++] = sumSoFar;
        }

        void run(float[] rows, int firstTree, int endTree) {
            for (int k = 0; k < count; k += 4) {
                runFour(rows, k, firstTree, endTree);
            }
        }

        private void runFour(float[] rows, int k, int firstTree, int endTree) {
            int decisions = (1 << depth) - 1;
            int row0 = from[k];
            int row1 = from[k + 1];
            int row2 = from[k + 2];
            int row3 = from[k + 3];
            for (int tree = firstTree; tree < endTree; tree++) {
                int first = tree * decisions;
                // Nodes count from the beginning of all trees: the children of n are 2n + left and 2n + left + 1.
                int left = 1 - first;
                int node0 = first;
                int node1 = first;
                int node2 = first;
                int node3 = first;
                for (int level = 0; level < depth; level++) {
                    node0 = 2 * node0 + (rows[row0 + feature[node0]] > threshold[node0] ? left + 1 : left);
                    node1 = 2 * node1 + (rows[row1 + feature[node1]] > threshold[node1] ? left + 1 : left);
                    node2 = 2 * node2 + (rows[row2 + feature[node2]] > threshold[node2] ? left + 1 : left);
                    node3 = 2 * node3 + (rows[row3 + feature[node3]] > threshold[node3] ? left + 1 : left);
                }
                int leaves = tree * (decisions + 1) - first - decisions;
                sum[k] += leaf[leaves + node0];
                sum[k + 1] += leaf[leaves + node1];
                sum[k + 2] += leaf[leaves + node2];
                sum[k + 3] += leaf[leaves + node3];
            }
        }
    }

    /** Writes the trees; leaves as 16-bit steps of 1/4096, which is finer than what training can tell apart. */
    public void write(DataOutputStream out) throws IOException {
        out.writeByte(depth);
        out.writeFloat(base);
        out.writeShort(feature.length / ((1 << depth) - 1));
        out.write(feature);
        for (float value : threshold) {
            out.writeFloat(value);
        }
        for (float value : leaf) {
            out.writeShort(Math.round(value * 4096));
        }
    }

    /** Reads what {@link #write} wrote. */
    public static BoostedTrees read(DataInputStream in) throws IOException {
        int depth = in.readUnsignedByte();
        float base = in.readFloat();
        int trees = in.readUnsignedShort();
        byte[] feature = in.readNBytes(trees * ((1 << depth) - 1));
        float[] threshold = new float[feature.length];
        for (int i = 0; i < threshold.length; i++) {
            threshold[i] = in.readFloat();
        }
        float[] leaf = new float[trees << depth];
        for (int i = 0; i < leaf.length; i++) {
            leaf[i] = in.readShort() / 4096f;
        }
        return new BoostedTrees(depth, base, feature, threshold, leaf);
    }
}
