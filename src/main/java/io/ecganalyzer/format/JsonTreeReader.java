package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one text into maps and lists, with arrays of numbers in the places of streamed arrays. */
final class JsonTreeReader {
    /**
     * Values outside of streamed arrays that are kept; the largest submission has some 3,000. An array of numbers in the wrong
     * place would take fifty times its size as objects.
     */
    private static final int MAX_VALUES = 10_000;

    private final JsonParser parser;
    private final List<StreamedArray> streamed;
    private final Cuts cuts;
    private final JsonFaults faults;
    private final IntArrayReader arrays;
    /** The names that lead to the current value. */
    private final Deque<String> path = new ArrayDeque<>();

    private int values;

    JsonTreeReader(JsonParser parser, List<StreamedArray> streamed, Cuts cuts, JsonFaults faults) {
        this.parser = parser;
        this.streamed = streamed;
        this.cuts = cuts;
        this.faults = faults;
        this.arrays = new IntArrayReader(cuts, faults);
    }

    /** The value whose first token is the current one. */
    Object read() throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT -> wholeNumber();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = text(parser.currentName());
            parser.nextToken();
            if (hasRoom()) {
                path.addLast(name);
                object.put(name, read());
                path.removeLast();
            }
        }
        return object;
    }

    private Object array() throws IOException {
        Optional<StreamedArray> here =
                streamed.stream().filter(array -> leadsHere(array.path())).findFirst();
        if (here.isPresent()) {
            return arrays.read(parser, here.get());
        }
        List<Object> array = new ArrayList<>();
        addBefore(cuts.before(parser), array);
        path.addLast(StreamedArray.ANY_ITEM);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (hasRoom()) {
                array.add(read());
            }
        }
        path.removeLast();
        return Collections.unmodifiableList(array);
    }

    private void addBefore(WholeNumbers before, List<Object> array) {
        String pointer = JsonPlace.of(parser);
        int index = 0;
        for (int number : before.takeAll()) {
            if (isOneMore(pointer + "/" + index++)) {
                array.add((long) number);
            }
        }
    }

    private boolean leadsHere(List<String> other) {
        return other.size() == path.size() && other.equals(List.copyOf(path));
    }

    /** Skips the current value if there is none. */
    private boolean hasRoom() throws IOException {
        if (values < MAX_VALUES) {
            values++;
            return true;
        }
        isOneMore(values == MAX_VALUES ? JsonPlace.of(parser) : "");
        cuts.skip(parser);
        return false;
    }

    private boolean isOneMore(String pointer) {
        values++;
        if (values == MAX_VALUES + 1) {
            faults.add(pointer, "is one value more than the " + MAX_VALUES + " that are taken beside samples");
        }
        return values <= MAX_VALUES;
    }

    /** Half of a surrogate pair is no character: neither UTF-8 nor PostgreSQL can hold it. */
    private String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean paired = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                faults.add(JsonPlace.of(parser), "holds half of a surrogate pair, which is no character");
                return text.replaceAll("\\p{Cs}", "\uFFFD");
            }
        }
        return text;
    }

    private Number wholeNumber() throws IOException {
        return parser.getNumberType() == NumberType.BIG_INTEGER
                ? (Number) (parser.getText().startsWith("-") ? -Double.MAX_VALUE : Double.MAX_VALUE)
                : (Number) parser.getLongValue();
    }

    /** JSON has no infinity, and whoever judges the value later would have to write it again. */
    private static double finite(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }
}
