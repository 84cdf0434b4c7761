package io.ecganalyzer.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bytes in blocks that are small while there are few of them: joining them would take their size once more. */
final class KeptBytes {
    private static final int FIRST_BLOCK = 512;
    private static final int LAST_BLOCK = 1 << 16;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] open = new byte[FIRST_BLOCK];
    private int used;
    private long fullBytes;
    private long commas;

    void add(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            commas += bytes[i] == ',' ? 1 : 0;
        }
        int at = from;
        while (at < to) {
            if (used == open.length) {
                full.add(open);
                fullBytes += used;
                open = new byte[Math.min(2 * open.length, LAST_BLOCK)];
                used = 0;
            }
            int length = Math.min(to - at, open.length - used);
            System.arraycopy(bytes, at, open, used, length);
            at += length;
            used += length;
        }
    }

    long size() {
        return fullBytes + used;
    }

    long commas() {
        return commas;
    }

    InputStream open() {
        List<InputStream> blocks = new ArrayList<>();
        full.forEach(block -> blocks.add(new ByteArrayInputStream(block)));
        blocks.add(new ByteArrayInputStream(open, 0, used));
        return new SequenceInputStream(Collections.enumeration(blocks));
    }
}
