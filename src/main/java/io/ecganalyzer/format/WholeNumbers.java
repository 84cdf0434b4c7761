package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whole numbers while they arrive, in blocks of 16 bits each as long as they fit: neither their count nor their width is known before
 * the last one is here, and joining them while they grow would take their size once more.
 */
final class WholeNumbers {
    private static final int FIRST_BLOCK = 1 << 10;
    private static final int LAST_BLOCK = 1 << 14;

    /** Each a short[] or an int[]. */
    private List<Object> blocks = new ArrayList<>();

    private int[] open = {};
    private int used;
    private int length;
    private long blockBytes;
    private int smallest = Integer.MAX_VALUE;
    private int largest = Integer.MIN_VALUE;

    /** @throws IllegalStateException above what an array can hold, which no text of a bounded size comes to */
    void add(int number) {
        if (used == open.length) {
            closeBlock();
            open = new int[open.length == 0 ? FIRST_BLOCK : LAST_BLOCK];
        }
        open[used++] = number;
    }

    /** Takes back the last one, which must have been the last call. */
    int removeLast() {
        return open[--used];
    }

    /** Keeps no room for more. */
    void trim() {
        closeBlock();
        open = new int[0];
    }

    private void closeBlock() {
        if (used == 0) {
            return;
        }
        if (length + used < 0) {
            throw new IllegalStateException("more numbers than an array can hold");
        }
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < used; i++) {
            low = Math.min(low, open[i]);
            high = Math.max(high, open[i]);
        }
        smallest = Math.min(smallest, low);
        largest = Math.max(largest, high);
        boolean narrow = fits16Bits(low, high);
        blocks.add(narrow ? narrowed(open, used) : Arrays.copyOf(open, used));
        blockBytes += (long) used * (narrow ? Short.BYTES : Integer.BYTES);
        length += used;
        used = 0;
    }

    private static boolean fits16Bits(int low, int high) {
        return low >= Short.MIN_VALUE && high <= Short.MAX_VALUE;
    }

    private static short[] narrowed(int[] numbers, int count) {
        short[] narrow = new short[count];
        for (int i = 0; i < count; i++) {
            narrow[i] = (short) numbers[i];
        }
        return narrow;
    }

    int length() {
        return length + used;
    }

    /** What they take. */
    long bytes() {
        return blockBytes + (long) open.length * Integer.BYTES;
    }

    /** Whether none is outside. */
    boolean areWithin(int minimum, int maximum) {
        closeBlock();
        return length == 0 || (smallest >= minimum && largest <= maximum);
    }

    /**
     * At most so many of them, in one array; none are left here.
     *
     * @return an int[], or a short[] where there are {@link Lead#COMPACT_FROM} or more that fit
     */
    Object take(int most) {
        boolean fit = areWithin(Short.MIN_VALUE, Short.MAX_VALUE);
        int count = Math.min(length, most);
        return count >= Lead.COMPACT_FROM && fit ? compact(givenUp(), count) : wide(givenUp(), count);
    }

    /** All of them in one array; none are left here. */
    int[] takeAll() {
        closeBlock();
        int count = length;
        return wide(givenUp(), count);
    }

    private List<Object> givenUp() {
        List<Object> all = blocks;
        blocks = new ArrayList<>();
        length = 0;
        return all;
    }

    private static short[] compact(List<Object> blocks, int count) {
        short[] joined = new short[count];
        int at = 0;
        for (int k = 0; k < blocks.size() && at < count; k++) {
            short[] block = (short[]) blocks.set(k, null); // It may go before the last one is copied.
            int wanted = Math.min(block.length, count - at);
            System.arraycopy(block, 0, joined, at, wanted);
            at += wanted;
        }
        return joined;
    }

    private static int[] wide(List<Object> blocks, int count) {
        int[] joined = new int[count];
        int at = 0;
        for (int k = 0; k < blocks.size() && at < count; k++) {
            Object block = blocks.set(k, null);
            int wanted = Math.min(lengthOf(block), count - at);
            if (block instanceof short[] narrow) {
                for (int i = 0; i < wanted; i++) {
                    joined[at + i] = narrow[i];
                }
            } else {
                System.arraycopy(block, 0, joined, at, wanted);
            }
            at += wanted;
        }
        return joined;
    }

    private static int lengthOf(Object block) {
        return block instanceof short[] narrow ? narrow.length : ((int[]) block).length;
    }
}
