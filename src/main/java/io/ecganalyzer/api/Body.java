package io.ecganalyzer.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The bytes of a body in the pieces in which they came: joining them would take their size once more. */
final class Body {
    private final List<byte[]> pieces = new ArrayList<>();
    private long size;
    private long commas;

    void add(Buffer piece) {
        byte[] bytes = piece.getBytes();
        pieces.add(bytes);
        size += bytes.length;
        commas += commas(bytes);
    }

    private static int commas(byte[] bytes) {
        int commas = 0;
        for (byte one : bytes) {
            commas += one == ',' ? 1 : 0;
        }
        return commas;
    }

    /** What its samples take at most, as each but one has a comma beside it. */
    long sampleBytes() {
        return commas * Integer.BYTES;
    }

    long size() {
        return size;
    }

    InputStream open() {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }
}
