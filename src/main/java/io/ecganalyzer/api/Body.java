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

    void add(Buffer piece) {
        pieces.add(piece.getBytes());
        size += piece.length();
    }

    long size() {
        return size;
    }

    InputStream open() {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }
}
