package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;

/** Where a parser stands, as a JSON pointer. */
final class JsonPlace {
    /** Longer names are left out with all below them, so that a pointer stays short. */
    private static final int MAX_NAME = 64;

    private JsonPlace() {}

    static String of(JsonParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        // At its opening bracket a value is its own context already, which has no place in itself yet.
        if (parser.currentToken() != null && parser.currentToken().isStructStart()) {
            context = context.getParent();
        }
        return pointer(context);
    }

    /** The value that a parser was reading when it stopped. */
    static String within(JsonParser parser) {
        return pointer(parser.getParsingContext());
    }

    private static String pointer(JsonStreamContext innermost) {
        StringBuilder pointer = new StringBuilder();
        for (JsonStreamContext context = innermost;
                context != null && !context.inRoot();
                context = context.getParent()) {
            if (context.inArray()) {
                pointer.insert(0, "/" + (context.getCurrentIndex() + itemsBefore(context)));
            } else if (context.getCurrentName() != null) {
                if (context.getCurrentName().length() > MAX_NAME) {
                    pointer.setLength(0);
                } else {
                    pointer.insert(0, "/" + escaped(context.getCurrentName()));
                }
            }
        }
        return pointer.toString();
    }

    /** Notes that so many items of the array whose opening bracket is the current token were read before, and not by the parser. */
    static void noteItemsBefore(JsonParser parser, int items) {
        parser.getParsingContext().setCurrentValue(items);
    }

    private static int itemsBefore(JsonStreamContext array) {
        return array.getCurrentValue() instanceof Integer items ? items : 0;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
