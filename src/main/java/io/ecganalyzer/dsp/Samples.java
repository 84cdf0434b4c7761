package io.ecganalyzer.dsp;

/** Consecutive samples, as whole numbers or not, in the form that a filter reads. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Samples {
    int length();

    float at(int i);

    /** Copies samples down a column: the first of them to row {@code firstRow}. */
    void copy(int from, int count, float[][] rows, int firstRow, int column);

    /** All of them, to be read and not written to. */
    float[] toArray();

    /** As they are. */
    record Plain(float[] values) implements Samples {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public float at(int i) {
            return values[i];
        }

        @Override
        public void copy(int from, int count, float[][] rows, int firstRow, int column) {
            for (int i = 0; i < count; i++) {
                rows[firstRow + i][column] = values[from + i];
            }
        }

        @Override
        public float[] toArray() {
            return values;
        }
    }

    /**
     * A part of an array of whole numbers, less a level.
     *
     * @param begin the first of the part
     * @param end the one after its last
     */
    record AboveLevel(int[] values, int begin, int end, int level) implements Samples {
        @Override
        public int length() {
            return end - begin;
        }

        @Override
        public float at(int i) {
            return (float) ((long) values[begin + i] - level);
        }

        @Override
        public void copy(int from, int count, float[][] rows, int firstRow, int column) {
            for (int i = 0; i < count; i++) {
                rows[firstRow + i][column] = (float) ((long) values[begin + from + i] - level);
            }
        }

        @Override
        public float[] toArray() {
            float[] all = new float[length()];
            for (int i = 0; i < all.length; i++) {
                all[i] = at(i);
            }
            return all;
        }
    }
}
