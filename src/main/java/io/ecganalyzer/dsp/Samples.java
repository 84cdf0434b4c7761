package io.ecganalyzer.dsp;

/** Consecutive samples, as whole numbers or not, in the form that a filter reads. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Samples {
    int length();

    float at(int i);

    /** Copies every {@code step}-th sample, from one on, to an array from place {@code begin} to before {@code end}. */
    void copy(int from, int step, float[] row, int begin, int end);

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
        public void copy(int from, int step, float[] row, int begin, int end) {
            int at = from;
            for (int i = begin; i < end; i++) {
                row[i] = values[at];
                at += step;
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
        public void copy(int from, int step, float[] row, int begin, int end) {
            int at = this.begin + from;
            for (int i = begin; i < end; i++) {
                row[i] = (float) ((long) values[at] - level);
                at += step;
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
