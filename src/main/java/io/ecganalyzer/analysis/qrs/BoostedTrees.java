package io.ecganalyzer.analysis.qrs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A sum of complete binary decision trees in flat arrays: what gradient boosting learned (Friedman JH, "Greedy function
 * approximation: a gradient boosting machine", Ann Stat 29:1189-1232, 2001). Gives log-odds.
 */
public final class BoostedTrees {
    /** After so many trees a sum this far from 0 keeps its sign: the rest is saved. */
    private static final int EARLY = 40;

    private static final float CLEAR = 6;

    private final int depth;
    private final float base;
    private final byte[] feature;
    private final float[] threshold;
    private final float[] leaf;

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
    }

    /** The log-odds of one row of features that begins at {@code from}. */
    public float logOdds(float[] row, int from) {
        int decisions = (1 << depth) - 1;
        int trees = feature.length / decisions;
        float sum = base;
        for (int tree = 0; tree < trees; tree++) {
            if (tree == EARLY && Math.abs(sum) > CLEAR) {
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
