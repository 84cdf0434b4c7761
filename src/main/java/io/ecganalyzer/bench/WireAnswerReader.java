package io.ecganalyzer.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the end of each answer in the bytes of a connection. Answers have a length, as all of the service have, or no body. */
final class WireAnswerReader {
    /** "HTTP/1.1 200": where the status stands (RFC 9112, section 4). */
    private static final int STATUS_AT = 9;

    private static final String LENGTH = "\r\ncontent-length: ";
    private static final String LOCATION = "\r\nlocation: ";
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private byte[] bytes = new byte[8 << 10];
    private int length;
    private int bodyAt;
    private int wholeLength;

    void reset() {
        length = 0;
        bodyAt = 0;
    }

    /** The answer once it is whole, else null. */
    WireAnswer add(Buffer piece) throws IOException {
        if (length + piece.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + piece.length()));
        }
        piece.getBytes(bytes, length);
        length += piece.length();
        if (bodyAt == 0 && !headIsWhole()) {
            return null;
        }
        return length < wholeLength ? null : whole();
    }

    private boolean headIsWhole() throws IOException {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                bodyAt = i + 1;
                wholeLength = bodyAt + bodyLength();
                return true;
            }
        }
        return false;
    }

    private int bodyLength() throws IOException {
        int at = valueAt(LENGTH);
        if (at > 0) {
            return (int) number(at);
        }
        if (status() == NO_CONTENT || status() == NOT_MODIFIED) {
            return 0;
        }
        throw new IOException("an answer without Content-Length");
    }

    private WireAnswer whole() {
        int locationAt = valueAt(LOCATION);
        WireAnswer answer = new WireAnswer(
                status(),
                locationAt > 0 ? line(locationAt) : null,
                Buffer.buffer(wholeLength - bodyAt).appendBytes(bytes, bodyAt, wholeLength - bodyAt));
        reset();
        return answer;
    }

    private int status() {
        return (int) number(STATUS_AT);
    }

    private long number(int at) {
        long number = 0;
        for (int i = at; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    private String line(int at) {
        int end = at;
        while (bytes[end] != '\r') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.US_ASCII);
    }

    /** Where a header's value begins; 0 where there is none. Names are the same in either case. */
    private int valueAt(String header) {
        for (int i = 0; i + header.length() < bodyAt; i++) {
            if (bytes[i] == '\r' && stands(header, i)) {
                return i + header.length();
            }
        }
        return 0;
    }

    private boolean stands(String header, int at) {
        for (int i = 2; i < header.length(); i++) {
            if (Character.toLowerCase(bytes[at + i]) != header.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
