package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whole numbers while they arrive, in blocks: neither their count nor their width is known before the last one is here, and joining them
 * while they grow would take their size once more. Blocks grow to a size from which on they are kept in 16 bits where they fit: a day's
 * recording then takes half, and a resting ECG is not copied to and fro.
 */
final class WholeNumbers {
    private static final int FIRST_BLOCK = 1 << 10;
    private static final int LAST_BLOCK = 1 << 14;
    private static final int[] NONE = {};

    /** Each a short[] or an int[]. */
    private List<Object> blocks = new ArrayList<>();

    private int[] open = NONE;
    private int used;
    private int length;
    private long blockBytes;
    private int smallest = Integer.MAX_VALUE;
    private int largest = Integer.MIN_VALUE;

    /** @throws IllegalStateException above what an array can hold, which no text of a bounded size comes to */
    void add(int number) {
        if (used == open.length) {
            closeBlock();
            openBlock();
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
        open = NONE;
    }

    private void openBlock() {
        if (open.length == 0) {
            // As many again as there are: the sizes double.
            open = new int[Math.max(FIRST_BLOCK, Math.min(length, LAST_BLOCK))];
        }
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
        addBlock(used == LAST_BLOCK && low >= Short.MIN_VALUE && high <= Short.MAX_VALUE);
        length += used;
        used = 0;
    }

    private void addBlock(boolean narrow) {
        blockBytes += (long) used * (narrow ? Short.BYTES : Integer.BYTES);
        if (narrow) {
            short[] block = new short[used];
            narrow(open, block, 0, used);
            blocks.add(block);
        } else {
            blocks.add(used == open.length ? open : Arrays.copyOf(open, used));
            // The array is given away: what comes next must not be written into it.
            open = NONE;
        }
    }

    private static void narrow(int[] from, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (short) from[i];
        }
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
        blockBytes = 0;
        smallest = Integer.MAX_VALUE;
        largest = Integer.MIN_VALUE;
        return all;
    }

    private static short[] compact(List<Object> blocks, int count) {
        short[] joined = new short[count];
        int at = 0;
        for (int k = 0; k < blocks.size() && at < count; k++) {
            Object block = blocks.set(k, null); // It may go before the last one is copied.
            int wanted = Math.min(lengthOf(block), count - at);
            if (block instanceof int[] wide) {
                narrow(wide, joined, at, wanted);
            } else {
                System.arraycopy(block, 0, joined, at, wanted);
            }
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
