package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parser complains of, in words that do not speak of the parser's own settings. */
final class JsonComplaint {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final int MAX_LENGTH = 200;

    private JsonComplaint() {}

    static String of(JsonProcessingException noJson) {
        String message = String.valueOf(noJson.getOriginalMessage());
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            return "the key \"" + shortened(duplicate.group(1)) + "\" stands twice in one object";
        }
        if (message.startsWith("Unexpected end-of-input")) {
            return "the text ends too early";
        }
        int settings = message.indexOf(": enable ");
        return shortened(settings < 0 ? message : message.substring(0, settings));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
