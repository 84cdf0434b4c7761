package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parser complains of, in words that do not speak of the parser's own settings. */
final class JsonComplaint {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("line: (\\d{1,9}), column: (\\d{1,9})");
    private static final int MAX_LENGTH = 200;

    private JsonComplaint() {}

    /** @param places makes of a line and a column in what was parsed a place in the whole text */
    static String of(JsonProcessingException noJson, BiFunction<Integer, Integer, Cuts.Place> places) {
        String message = String.valueOf(noJson.getOriginalMessage());
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            return "the key \"" + shortened(duplicate.group(1)) + "\" stands twice in one object";
        }
        if (message.startsWith("Unexpected end-of-input")) {
            return "the text ends too early";
        }
        int settings = message.indexOf(": enable ");
        return shortened(placed(settings < 0 ? message : message.substring(0, settings), places));
    }

    private static String placed(String message, BiFunction<Integer, Integer, Cuts.Place> places) {
        return PLACE.matcher(message).replaceAll(place -> {
            Cuts.Place whole = places.apply(Integer.valueOf(place.group(1)), Integer.valueOf(place.group(2)));
            return "line: " + whole.line() + ", column: " + whole.column();
        });
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
