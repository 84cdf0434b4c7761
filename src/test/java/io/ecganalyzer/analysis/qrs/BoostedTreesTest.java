package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {
    private static final BoostedTrees TWO =
            new BoostedTrees(2, 0.5f, new byte[] {0, 1, 1, 1, 0, 0}, new float[] {0, 1, 2, 5, 3, 4}, new float[] {
                1, 2, 4, 8, 16, 32, 64, 128
            });

    @Test
    void aRowGoesRightWhereItIsAboveTheThreshold() {
        assertEquals(0.5f + 1 + 16, TWO.logOdds(new float[] {0, 1}, 0));
        assertEquals(0.5f + 8 + 16, TWO.logOdds(new float[] {9, 1, 3}, 1));
        assertEquals(0.5f + 8 + 128, TWO.logOdds(new float[] {5, 6}, 0));
    }

    @Test
    void manyRowsGiveWhatEachGives() {
        Random random = new Random(5);
        for (int trees : new int[] {1, 2, 3, 40, 100, 180}) {
            BoostedTrees model = random(random, trees, 4, 6).leftWhereClear();
            for (int count = 0; count < 10; count++) {
                float[] rows = new float[6 * count];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = random.nextFloat();
                }
                float[] all = model.logOddsOfAll(rows, 6);
                assertEquals(count, all.length);
                for (int row = 0; row < count; row++) {
                    assertEquals(model.logOdds(rows, 6 * row), all[row]);
                }
            }
        }
    }

    @Test
    void rowsOfSeveralLeadsGiveWhatEachGives() {
        Random random = new Random(6);
        BoostedTrees model = random(random, 60, 4, 6).leftWhereClear();
        float[][] rows = new float[12][];
        for (int lead = 0; lead < rows.length; lead++) {
            rows[lead] = new float[6 * (lead == 3 ? 0 : random.nextInt(20))];
            for (int i = 0; i < rows[lead].length; i++) {
                rows[lead][i] = random.nextFloat();
            }
        }
        float[][] all = model.logOddsOfEach(rows, 6);
        assertEquals(rows.length, all.length);
        for (int lead = 0; lead < rows.length; lead++) {
            assertArrayEquals(model.logOddsOfAll(rows[lead], 6), all[lead]);
        }
        assertEquals(0, model.logOddsOfEach(new float[0][], 6).length);
    }

    @Test
    void aRowThatIsClearLeavesTheTreesEarly() {
        byte[] feature = new byte[150];
        float[] threshold = new float[150];
        float[] leaf = new float[300];
        for (int tree = 0; tree < 150; tree++) {
            leaf[2 * tree] = -0.05f;
            leaf[2 * tree + 1] = 0.125f;
        }
        BoostedTrees all = new BoostedTrees(1, 0, feature, threshold, leaf);
        float[] rows = {1, -1};

        assertEquals(18.75f, all.logOddsOfAll(rows, 1)[0]);
        assertEquals(6.25f, all.leftWhereClear().logOddsOfAll(rows, 1)[0]);
        assertEquals(all.logOdds(rows, 1), all.leftWhereClear().logOdds(rows, 1), "-2.5 after 50 trees is not clear");
    }

    @Test
    void rowsTakenColumnByColumnGiveWhatEachGives() {
        Random random = new Random(6);
        for (int depth = 1; depth <= 6; depth++) {
            for (int count : new int[] {31, 32, 33, 256, 257, 600}) {
                BoostedTrees model = random(random, 45, depth, 6);
                model = count % 2 == 0 ? model : model.leftWhereClear();
                float[] rows = new float[6 * count];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = oddValue(random);
                }
                float[] all = model.logOddsOfAll(rows, 6);
                for (int row = 0; row < count; row++) {
                    assertEquals(model.logOdds(rows, 6 * row), all[row]);
                }
            }
        }
    }

    /** Few values, so that a row's is often a threshold's or the one next to it; and those that compare in ways of their own. */
    private static float oddValue(Random random) {
        float[] odd = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -9, 9};
        int which = random.nextInt(40);
        float eighth = random.nextInt(-32, 32) / 8f;
        return which < odd.length ? odd[which] : which < 30 ? eighth : Math.nextUp(eighth);
    }

    @Test
    void aThresholdMayBeAnyNumber() {
        Random random = new Random(7);
        for (int k = 0; k < 300; k++) {
            float value = oddValue(random);
            float threshold = Float.isNaN(value) ? 1 : value;
            BoostedTrees model = new BoostedTrees(1, 0, new byte[] {0}, new float[] {threshold}, new float[] {-1, 1});
            float[] rows = new float[40];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = oddValue(random);
            }
            float[] all = model.logOddsOfAll(rows, 1);
            for (int row = 0; row < rows.length; row++) {
                float tried = rows[row];
                assertEquals(tried > threshold ? 1 : -1, all[row], () -> tried + " above " + threshold);
            }
        }
    }

    /** Some rows are decided after a third of its trees, others never. */
    private static BoostedTrees random(Random random, int trees, int depth, int columns) {
        int decisions = (1 << depth) - 1;
        byte[] feature = new byte[trees * decisions];
        float[] threshold = new float[feature.length];
        float[] leaf = new float[trees << depth];
        for (int i = 0; i < feature.length; i++) {
            feature[i] = (byte) random.nextInt(columns);
            threshold[i] = random.nextFloat();
        }
        for (int i = 0; i < leaf.length; i++) {
            leaf[i] = random.nextFloat() * 2 - 0.95f;
        }
        return new BoostedTrees(depth, 0.1f, feature, threshold, leaf);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BoostedTrees small =
                new BoostedTrees(1, -0.25f, new byte[] {1}, new float[] {2.5f}, new float[] {-0.5f, 0.75f});
        small.write(new DataOutputStream(bytes));
        BoostedTrees again = BoostedTrees.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertEquals(small.logOdds(new float[] {0, 2}, 0), again.logOdds(new float[] {0, 2}, 0));
        assertEquals(small.logOdds(new float[] {0, 3}, 0), again.logOdds(new float[] {0, 3}, 0));
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new BoostedTrees(2, 0, new byte[2], new float[2], new float[4]));
    }

    @Test
    void theModelIsThereAndSmall() throws IOException {
        try (var in = QrsModel.class.getResourceAsStream(QrsModel.RESOURCE)) {
            assertTrue(in.readAllBytes().length < 200_000);
        }
        QrsModel.shipped();
    }

    @Test
    void trainingFindsARuleAndKeepsItsDirection() {
        Random random = new Random(1);
        TrainingSet set = new TrainingSet();
        for (int i = 0; i < 4000; i++) {
            float[] row = {random.nextFloat(), random.nextFloat()};
            set.add(row, row[0] > 0.5f != random.nextInt(20) < 1, 1, i % 2);
        }
        BoostedTrees model = set.train(new TrainingSet.Shape(1, 20, 3, 0.3, 0.8, 1, new int[] {1, 0}), -1, 2);

        float last = Float.NEGATIVE_INFINITY;
        for (int k = 0; k <= 20; k++) {
            float odds = model.logOdds(new float[] {k / 20f, 0.5f}, 0);
            assertTrue(odds >= last);
            last = odds;
        }
        assertTrue(model.logOdds(new float[] {0.2f, 0.5f}, 0) < -1 && last > 1);
    }
}
