package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the streamed arrays of one text, one after the other. Only whole numbers written as such are taken: {@code 2.0} and
 * {@code 2e0} may be the same number, but whoever writes them has something else than samples.
 */
final class IntArrayReader {
    private static final int FIRST_CAPACITY = 1 << 13;

    private final JsonFaults faults;
    /** Grows to the longest array of the text and serves all of them, so that at most one array is held twice. */
    private int[] read = new int[FIRST_CAPACITY];

    IntArrayReader(JsonFaults faults) {
        this.faults = faults;
    }

    /** Reads an array whose opening bracket is the current token; shorter than it was where there were faults. */
    int[] read(JsonParser parser, StreamedArray bounds) throws IOException {
        String pointer = JsonPlace.of(parser);
        int length = 0;
        int items = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                break;
            }
            items++;
            if (!isTaken(parser, token, bounds)) {
                parser.skipChildren();
            } else if (items <= bounds.maxItems()) {
                length = append(length, parser.getIntValue());
            }
        }
        if (items < bounds.minItems()) {
            faults.add(pointer, items == 0 ? "has no samples" : "has fewer than " + bounds.minItems() + " samples");
        } else if (items > bounds.maxItems()) {
            faults.add(pointer, "has " + items + " samples, but at most " + bounds.maxItems() + " are taken");
        }
        return Arrays.copyOf(read, length);
    }

    private int append(int length, int value) {
        if (length == read.length) {
            read = Arrays.copyOf(read, 2 * length);
        }
        read[length] = value;
        return length + 1;
    }

    private boolean isTaken(JsonParser parser, JsonToken token, StreamedArray bounds) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return fault(parser, "is " + nameOf(token) + ", but must be a whole number written as such");
        }
        if (parser.getNumberType() != NumberType.INT
                || parser.getIntValue() < bounds.minimum()
                || parser.getIntValue() > bounds.maximum()) {
            return fault(parser, "is outside " + bounds.minimum() + " to " + bounds.maximum());
        }
        return true;
    }

    private boolean fault(JsonParser parser, String detail) {
        if (faults.listsNext()) {
            faults.add(JsonPlace.of(parser), detail);
        } else {
            faults.addUnlisted();
        }
        return false;
    }

    private static String nameOf(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "a string";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            default -> "a number with a fraction or an exponent";
        };
    }
}
