package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.TreeMap;

/** What was taken out of a text, and where what is left stood in the whole. */
final class Cuts {
    /** Beside its numbers. */
    private static final int BYTES_OF_ONE = 256;

    /** A place in a text; both from 1, the column in bytes. */
    record Place(int line, int column) {}

    private final KeptBytes kept;
    /** By where they were in what is kept: behind the opening bracket. */
    private final TreeMap<Long, Cut> byOffset = new TreeMap<>();

    private long bytes;
    private long numbers;

    Cuts(KeptBytes kept) {
        this.kept = kept;
    }

    /** Adds what stood behind the last byte that was kept. */
    void add(Cut cut) {
        cut.numbers().trim();
        bytes += BYTES_OF_ONE + cut.numbers().bytes();
        numbers += cut.numbers().length();
        byOffset.put(kept.size(), cut);
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return byOffset.size();
    }

    /** Of all of them together. */
    long numbers() {
        return numbers;
    }

    /** The numbers that go before the next item of the array whose opening bracket is the current token. */
    WholeNumbers before(JsonParser parser) {
        Cut cut = byOffset.isEmpty()
                ? null
                : byOffset.get(parser.currentLocation().getByteOffset());
        if (cut == null) {
            return new WholeNumbers();
        }
        JsonPlace.noteItemsBefore(parser, cut.numbers().length());
        return cut.numbers();
    }

    /** As the parser's own: the next token is the first one behind the current value. */
    void skip(JsonParser parser) throws IOException {
        int open = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_ARRAY) {
                before(parser);
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (open > 0 && parser.nextToken() != null);
    }

    /** The place in the whole text of one in what is kept. */
    Place placeOf(JsonLocation location) {
        return location == null ? new Place(1, 1) : placeOf(location.getLineNr(), location.getColumnNr());
    }

    Place placeOf(int line, int column) {
        if (byOffset.isEmpty()) {
            return new Place(line, column);
        }
        long lineStart = offsetOfLine(line);
        long offset = lineStart + column - 1;
        int linesBefore = 0;
        long start = lineStart;
        long bytesBefore = 0;
        // A place right behind the bracket is the bracket's.
        for (var entry : byOffset.headMap(offset).entrySet()) {
            Cut cut = entry.getValue();
            linesBefore += cut.lines();
            if (entry.getKey() >= lineStart) {
                if (cut.lines() > 0) {
                    start = entry.getKey();
                    bytesBefore = 0;
                }
                bytesBefore += cut.bytesOfLastLine();
            }
        }
        return new Place(line + linesBefore, (int) (offset - start + bytesBefore) + 1);
    }

    /** As the parser counts lines: a carriage return ends one too, and with a newline behind it they are one end. */
    private long offsetOfLine(int line) {
        try (InputStream bytes = kept.open()) {
            long offset = 0;
            int at = 1;
            int before = -1;
            for (int next = bytes.read(); at < line && next >= 0; next = bytes.read()) {
                offset++;
                if (before == '\r' && next != '\n') {
                    at++;
                    if (at == line) {
                        return offset - 1;
                    }
                }
                if (next == '\n') {
                    at++;
                }
                before = next;
            }
            return offset;
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }
}
