package io.ecganalyzer.analysis.qrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows with label, weight and fold, and the boosting over them. */
final class TrainingSet {
    private final List<float[]> rows = new ArrayList<>();
    private byte[] label = new byte[1024];
    private float[] weight = new float[1024];
    private int[] fold = new int[1024];

    void add(float[] row, boolean positive, float rowWeight, int rowFold) {
        int n = rows.size();
        if (n == label.length) {
            label = Arrays.copyOf(label, 2 * n);
            weight = Arrays.copyOf(weight, 2 * n);
            fold = Arrays.copyOf(fold, 2 * n);
        }
        label[n] = (byte) (positive ? 1 : 0);
        weight[n] = rowWeight;
        fold[n] = rowFold;
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    /** Trains on all rows but those of a fold; -1 leaves none out. */
    BoostedTrees train(Shape shape, int without, long seed) {
        List<float[]> x = new ArrayList<>();
        byte[] y = new byte[rows.size()];
        float[] w = new float[rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            if (fold[r] != without) {
                y[x.size()] = label[r];
                w[x.size()] = weight[r];
                x.add(rows.get(r));
            }
        }
        return new BoostedTreesTrainer(x.toArray(float[][]::new), y, w, shape.direction, seed)
                .trainMean(
                        shape.models, shape.trees, shape.depth, shape.rate, shape.rowShare, shape.featureShare, seed);
    }

    /** How a model is grown. */
    record Shape(
            int models, int trees, int depth, double rate, double rowShare, double featureShare, int[] direction) {}
}
