package io.ecganalyzer.dsp;

import java.util.Arrays;

/**
 * Consecutive samples in the form that a filter reads: as they are, or whole numbers in analogue-to-digital units less a level. Whole
 * numbers may be any; what they are above the level is rounded to the nearest {@code float}, so that up to 2²⁴ units it is exact.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Samples {
    /** How many there are. */
    int length();

    /** One of them, the first being 0. */
    float at(int i);

    /**
     * Copies every {@code step}-th sample to an array, from its place {@code begin} to before its place {@code end}.
     *
     * @param from the first sample that is copied
     * @param step in samples, at least 1
     */
    void copy(int from, int step, float[] row, int begin, int end);

    /** Those from one to before another, to be read and not written to. */
    float[] toArray(int from, int to);

    /** All of them, to be read and not written to. */
    default float[] toArray() {
        return toArray(0, length());
    }

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
        public float[] toArray(int from, int to) {
            return from == 0 && to == values.length ? values : Arrays.copyOfRange(values, from, to);
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
        public float[] toArray(int from, int to) {
            float[] part = new float[to - from];
            copy(from, 1, part, 0, part.length);
            return part;
        }
    }
}
