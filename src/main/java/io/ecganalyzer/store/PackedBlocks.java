package io.ecganalyzer.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Whole numbers in blocks of 32, each with as many bits a number as its largest one needs: a byte with that width, 0 to 32, then the
 * numbers, lowest bits first, in little-endian words of 32 bits. The last block has what numbers are left, and its last word is filled
 * up with 0. This is binary packing after Lemire and Boytsov, "Decoding billions of integers per second through vectorization",
 * Software: Practice and Experience 45(1), 2015, with blocks as short as that, since a QRS complex needs wide numbers for some 30
 * samples and no longer.
 */
final class PackedBlocks {
    static final int BLOCK = 32;
    static final int MAX_WIDTH = 32;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long WORD_MASK = 0xffff_ffffL;

    private PackedBlocks() {}

    /** The bits that the widest of a block of so many numbers needs. */
    static int width(int[] block, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= block[i];
        }
        return Integer.SIZE - Integer.numberOfLeadingZeros(all);
    }

    /** The bytes of a block of so many numbers of that width. */
    static int bytes(int count, int width) {
        return 1 + (count * width + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES;
    }

    /** Returns where the next block goes. */
    static int write(int[] block, int count, int width, byte[] bytes, int from) {
        bytes[from] = (byte) width;
        int at = from + 1;
        long bits = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            bits |= (block[i] & WORD_MASK) << held;
            held += width;
            if (held >= Integer.SIZE) {
                WORDS.set(bytes, at, (int) bits);
                at += Integer.BYTES;
                bits >>>= Integer.SIZE;
                held -= Integer.SIZE;
            }
        }
        if (held > 0) {
            WORDS.set(bytes, at, (int) bits);
            at += Integer.BYTES;
        }
        return at;
    }

    /** Reads one block after the other. */
    static final class Reader {
        private final byte[] bytes;
        private int at;
        private int widest;

        /** @param from where the first block begins */
        Reader(byte[] bytes, int from) {
            this.bytes = bytes;
            this.at = from;
        }

        /** The next block, which has so many numbers. */
        void read(int[] block, int count) throws UnreadableSignalException {
            if (at >= bytes.length) {
                throw new UnreadableSignalException("the signal ends before its last sample");
            }
            int width = bytes[at] & 0xff;
            if (width > MAX_WIDTH) {
                throw new UnreadableSignalException("a block of the signal has numbers of " + width + " bits");
            }
            int end = at + bytes(count, width);
            if (end > bytes.length) {
                throw new UnreadableSignalException("the signal ends before its last sample");
            }
            widest = Math.max(widest, width);
            if (width == 0) {
                Arrays.fill(block, 0, count, 0);
            } else if (unpack(at + 1, width, block, count) != 0) {
                throw new UnreadableSignalException("a block of the signal is not filled up with 0");
            }
            if (width(block, count) != width) {
                throw new UnreadableSignalException(
                        "a block of the signal has " + width + " bits a number and needs " + width(block, count));
            }
            at = end;
        }

        /** Returns what is left of the last word. */
        private long unpack(int from, int width, int[] block, int count) {
            if (count == BLOCK && from + BLOCK * width / Byte.SIZE + Long.BYTES <= bytes.length) {
                unpackWhole(from, width, block);
                return 0;
            }
            long mask = WORD_MASK >>> (Integer.SIZE - width);
            int next = from;
            long bits = 0;
            int held = 0;
            for (int i = 0; i < count; i++) {
                if (held < width) {
                    bits |= ((int) WORDS.get(bytes, next) & WORD_MASK) << held;
                    next += Integer.BYTES;
                    held += Integer.SIZE;
                }
                block[i] = (int) (bits & mask);
                bits >>>= width;
                held -= width;
            }
            return bits;
        }

        /** Every number from the eight bytes that begin with its first bit, without a branch: a whole block ends with a word's end. */
        private void unpackWhole(int from, int width, int[] block) {
            long mask = WORD_MASK >>> (Integer.SIZE - width);
            for (int i = 0; i < BLOCK; i++) {
                int bit = i * width;
                long word = (long) LONGS.get(bytes, from + (bit >>> 3));
                block[i] = (int) (word >>> (bit & 7) & mask);
            }
        }

        /** Once all is read. */
        void requireEnd(int widestExpected) throws UnreadableSignalException {
            if (at != bytes.length) {
                throw new UnreadableSignalException("the signal goes on after its last sample");
            }
            if (widest != widestExpected) {
                throw new UnreadableSignalException(
                        "the signal's widest block has " + widest + " bits, not " + widestExpected);
            }
        }
    }
}
