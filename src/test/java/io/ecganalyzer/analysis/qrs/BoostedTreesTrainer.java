package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;
import java.util.Random;

/** Gradient boosting with logistic loss on binned features: complete trees, second-order gains, seeded sampling. */
final class BoostedTreesTrainer {
    private static final int BINS = 64;
    private static final double LAMBDA = 5;
    private static final double MIN_HESSIAN = 8;

    /** A probability that is wrong by less teaches little. */
    private static final double RIGHT = 0.04;

    private static final int ONE_OF = 5;

    private final int features;
    private final int rows;
    private final byte[][] bins;
    private final float[][] cuts;
    private final byte[] label;
    private final float[] weight;

    /** For each feature whether more of it must speak for (1) or against (-1) a beat, or may do either (0). */
    private final int[] direction;

    /** Rows of features, a label (0 or 1) and a weight each. */
    BoostedTreesTrainer(float[][] x, byte[] label, float[] weight, int[] direction, long seed) {
        this.direction = direction;
        this.rows = x.length;
        this.features = x[0].length;
        this.label = label;
        this.weight = weight;
        this.bins = new byte[features][rows];
        this.cuts = new float[features][];
        Random random = new Random(seed);
        for (int f = 0; f < features; f++) {
            cuts[f] = cuts(x, f, random);
            for (int r = 0; r < rows; r++) {
                int at = Arrays.binarySearch(cuts[f], x[r][f]);
                bins[f][r] = (byte) (at >= 0 ? at : -at - 1);
            }
        }
    }

    /** Ascending thresholds: a value goes right of a cut when it is above it. */
    private static float[] cuts(float[][] x, int f, Random random) {
        float[] sample = new float[Math.min(x.length, 20_000)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = x[random.nextInt(x.length)][f];
        }
        Arrays.sort(sample);
        float[] cuts = new float[BINS - 1];
        int count = 0;
        for (int b = 1; b < BINS; b++) {
            float cut = sample[(int) ((long) b * sample.length / BINS)];
            if (count == 0 || cut > cuts[count - 1]) {
                cuts[count++] = cut;
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    /** One model. */
    BoostedTrees train(int trees, int depth, double rate, double rowShare, double featureShare, long seed) {
        return trainMean(1, trees, depth, rate, rowShare, featureShare, seed);
    }

    /** The mean of some models that drew their rows and features by different seeds, as one model. */
    BoostedTrees trainMean(
            int models, int trees, int depth, double rate, double rowShare, double featureShare, long seed) {
        double positive = 0;
        double total = 0;
        for (int r = 0; r < rows; r++) {
            positive += label[r] * weight[r];
            total += weight[r];
        }
        float base = (float) Math.log(positive / (total - positive));
        int decisions = (1 << depth) - 1;
        byte[] feature = new byte[models * trees * decisions];
        float[] threshold = new float[feature.length];
        float[] leaf = new float[models * trees * (decisions + 1)];
        float[] score = new float[rows];
        float[] g = new float[rows];
        float[] h = new float[rows];
        byte[] node = new byte[rows];
        for (int model = 0; model < models; model++) {
            Random random = new Random(seed + 1000L * model);
            Arrays.fill(score, base);
            for (int k = 0; k < trees; k++) {
                // The models' trees take turns: a sum that is left early is near that of all.
                int tree = k * models + model;
                int[] used = sample(random, rowShare, score, g, h);
                boolean[] open = new boolean[features];
                for (int f = 0; f < features; f++) {
                    open[f] = random.nextDouble() < featureShare;
                }
                int[] cutAt = new int[decisions];
                Bounds bounds = new Bounds(depth);
                Arrays.fill(node, (byte) 0);
                for (int level = 0; level < depth; level++) {
                    split(tree * decisions, level, used, open, g, h, node, feature, threshold, cutAt, bounds);
                }
                leaves(tree, depth, rate, used, g, h, node, leaf, bounds);
                for (int r = 0; r < rows; r++) {
                    int end = node(r, tree * decisions, depth, feature, cutAt) - decisions;
                    score[r] += leaf[tree * (decisions + 1) + end];
                }
            }
        }
        for (int k = 0; k < leaf.length; k++) {
            leaf[k] /= models;
        }
        return new BoostedTrees(depth, base, feature, threshold, leaf);
    }

    /**
     * Draws the rows of a tree, and of those that are right already only a part that stands for all (gradient-based one-side sampling:
     * Ke G et al., "LightGBM", NeurIPS 2017).
     */
    private int[] sample(Random random, double share, float[] score, float[] g, float[] h) {
        int[] used = new int[rows];
        int count = 0;
        for (int r = 0; r < rows; r++) {
            float draw = random.nextFloat();
            if (draw >= share) {
                continue;
            }
            double p = 1 / (1 + Math.exp(-score[r]));
            boolean right = Math.abs(label[r] - p) < RIGHT;
            if (right && draw >= share / ONE_OF) {
                continue;
            }
            double w = weight[r] * (right ? ONE_OF : 1);
            g[r] = (float) ((label[r] - p) * w);
            h[r] = (float) (p * (1 - p) * w);
            used[count++] = r;
        }
        return Arrays.copyOf(used, count);
    }

    private int node(int r, int first, int depth, byte[] feature, int[] cutAt) {
        int node = 0;
        for (int level = 0; level < depth; level++) {
            node = 2 * node + (bins[feature[first + node]][r] > cutAt[node] ? 2 : 1);
        }
        return node;
    }

    private void split(
            int first,
            int level,
            int[] used,
            boolean[] open,
            float[] g,
            float[] h,
            byte[] node,
            byte[] feature,
            float[] threshold,
            int[] cutAt,
            Bounds bounds) {
        int nodes = 1 << level;
        int start = nodes - 1;
        double[] bestGain = new double[nodes];
        int[] bestCut = new int[nodes];
        Arrays.fill(bestCut, BINS);
        for (int f = 0; f < features; f++) {
            if (!open[f] || cuts[f].length == 0) {
                continue;
            }
            double[] sums = histogram(used, f, g, h, node, nodes);
            for (int k = 0; k < nodes; k++) {
                double allG = 0;
                double allH = 0;
                for (int b = 0; b < BINS; b++) {
                    allG += sums[2 * (k * BINS + b)];
                    allH += sums[2 * (k * BINS + b) + 1];
                }
                double leftG = 0;
                double leftH = 0;
                for (int b = 0; b < cuts[f].length; b++) {
                    leftG += sums[2 * (k * BINS + b)];
                    leftH += sums[2 * (k * BINS + b) + 1];
                    double rightH = allH - leftH;
                    if (leftH < MIN_HESSIAN || rightH < MIN_HESSIAN) {
                        continue;
                    }
                    double rightG = allG - leftG;
                    double left = bounds.clip(start + k, leftG / (leftH + LAMBDA));
                    double right = bounds.clip(start + k, rightG / (rightH + LAMBDA));
                    if (direction[f] * (right - left) < 0) {
                        continue;
                    }
                    double gain = leftG * leftG / (leftH + LAMBDA)
                            + rightG * rightG / (rightH + LAMBDA)
                            - allG * allG / (allH + LAMBDA);
                    if (gain > bestGain[k]) {
                        bestGain[k] = gain;
                        bestCut[k] = b;
                        bounds.middle[start + k] = (left + right) / 2;
                        feature[first + start + k] = (byte) f;
                    }
                }
            }
        }
        for (int k = 0; k < nodes; k++) {
            boolean none = bestCut[k] == BINS;
            bounds.descend(start + k, none ? 0 : direction[feature[first + start + k]]);
            cutAt[start + k] = bestCut[k];
            threshold[first + start + k] = none ? Float.MAX_VALUE : cuts[feature[first + start + k]][bestCut[k]];
        }
        for (int r : used) {
            int k = node[r];
            node[r] = (byte) (2 * k + (bins[feature[first + start + k]][r] > bestCut[k] ? 1 : 0));
        }
    }

    private double[] histogram(int[] used, int f, float[] g, float[] h, byte[] node, int nodes) {
        double[] sums = new double[2 * nodes * BINS];
        byte[] column = bins[f];
        for (int r : used) {
            int at = 2 * (node[r] * BINS + column[r]);
            sums[at] += g[r];
            sums[at + 1] += h[r];
        }
        return sums;
    }

    private static void leaves(
            int tree,
            int depth,
            double rate,
            int[] used,
            float[] g,
            float[] h,
            byte[] node,
            float[] leaf,
            Bounds bounds) {
        int ends = 1 << depth;
        double[] sumG = new double[ends];
        double[] sumH = new double[ends];
        for (int r : used) {
            sumG[node[r]] += g[r];
            sumH[node[r]] += h[r];
        }
        for (int k = 0; k < ends; k++) {
            double value = rate * bounds.clip(ends - 1 + k, sumG[k] / (sumH[k] + LAMBDA));
            leaf[tree * ends + k] = (float) Math.max(-4, Math.min(4, value));
        }
    }

    /** What values a node may take so that trees stay monotone where they must. */
    private static final class Bounds {
        final double[] low;
        final double[] high;
        final double[] middle;

        Bounds(int depth) {
            low = new double[(2 << depth) - 1];
            high = new double[low.length];
            middle = new double[low.length];
            Arrays.fill(low, Double.NEGATIVE_INFINITY);
            Arrays.fill(high, Double.POSITIVE_INFINITY);
        }

        double clip(int node, double value) {
            return Math.max(low[node], Math.min(high[node], value));
        }

        void descend(int node, int direction) {
            for (int child = 2 * node + 1; child <= 2 * node + 2; child++) {
                low[child] = low[node];
                high[child] = high[node];
            }
            int lower = direction > 0 ? 2 * node + 1 : 2 * node + 2;
            int upper = direction > 0 ? 2 * node + 2 : 2 * node + 1;
            if (direction != 0) {
                high[lower] = Math.min(high[lower], middle[node]);
                low[upper] = Math.max(low[upper], middle[node]);
            }
        }
    }
}
