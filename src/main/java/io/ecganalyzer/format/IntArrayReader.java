package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the streamed arrays of one text, one after the other. Only whole numbers written as such are taken: {@code 2.0} and
 * {@code 2e0} may be the same number, but whoever writes them has something else than samples.
 */
final class IntArrayReader {
    private final Cuts cuts;
    private final JsonFaults faults;

    IntArrayReader(Cuts cuts, JsonFaults faults) {
        this.cuts = cuts;
        this.faults = faults;
    }

    /**
     * Reads an array whose opening bracket is the current token; shorter than it was where there were faults.
     *
     * @return what {@link WholeNumbers#take} makes
     */
    Object read(JsonParser parser, StreamedArray bounds) throws IOException {
        WholeNumbers before = cuts.before(parser);
        String pointer = JsonPlace.of(parser);
        int items = before.length();
        WholeNumbers numbers = within(bounds, before, pointer);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                break;
            }
            items++;
            if (!isTaken(parser, token, bounds)) {
                cuts.skip(parser);
            } else if (items <= bounds.maxItems()) {
                numbers.add(parser.getIntValue());
            }
        }
        if (items < bounds.minItems()) {
            faults.add(pointer, items == 0 ? "has no samples" : "has fewer than " + bounds.minItems() + " samples");
        } else if (items > bounds.maxItems()) {
            faults.add(pointer, "has " + items + " samples, but at most " + bounds.maxItems() + " are taken");
        }
        return numbers.take(bounds.maxItems());
    }

    private WholeNumbers within(StreamedArray bounds, WholeNumbers before, String pointer) {
        if (before.areWithin(bounds.minimum(), bounds.maximum())) {
            return before;
        }
        WholeNumbers taken = new WholeNumbers();
        int index = 0;
        for (int number : before.takeAll()) {
            if (number >= bounds.minimum() && number <= bounds.maximum()) {
                if (index < bounds.maxItems()) {
                    taken.add(number);
                }
            } else if (faults.listsNext()) {
                faults.add(pointer + "/" + index, outside(bounds));
            } else {
                faults.addUnlisted();
            }
            index++;
        }
        return taken;
    }

    private boolean isTaken(JsonParser parser, JsonToken token, StreamedArray bounds) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return fault(parser, "is " + nameOf(token) + ", but must be a whole number written as such");
        }
        if (parser.getNumberType() != NumberType.INT
                || parser.getIntValue() < bounds.minimum()
                || parser.getIntValue() > bounds.maximum()) {
            return fault(parser, outside(bounds));
        }
        return true;
    }

    private static String outside(StreamedArray bounds) {
        return "is outside " + bounds.minimum() + " to " + bounds.maximum();
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
