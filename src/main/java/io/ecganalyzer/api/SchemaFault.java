package io.ecganalyzer.api;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a value by a JSON schema.
 *
 * @param pointer where (RFC 6901)
 * @param detail what is wrong there
 */
record SchemaFault(String pointer, String detail) {
    /** Their errors only say that something below is wrong. */
    private static final Set<String> CONTAINERS = Set.of("properties", "items", "additionalProperties");

    /** The faults of a Basic output: one for each place, and for each missing property. */
    static List<SchemaFault> of(OutputUnit output) {
        List<OutputUnit> errors = output.getErrors() == null ? List.of() : output.getErrors();
        Set<String> explained = placesWithReasons(errors);
        Map<String, SchemaFault> faults = new LinkedHashMap<>();
        for (OutputUnit error : errors) {
            String pointer = pointerOf(error);
            String keyword = keywordOf(error);
            if (keyword.equals("required")) {
                faults.put(pointer + " " + error.getError(), new SchemaFault(pointer, required(error)));
            } else if (!CONTAINERS.contains(keyword)) {
                faults.putIfAbsent(pointer, new SchemaFault(pointer, reason(keyword, error)));
            } else if (keyword.equals("additionalProperties") && !explained.contains(pointer)) {
                faults.putIfAbsent(pointer, new SchemaFault(pointer, "is not known here"));
            }
        }
        return new ArrayList<>(faults.values());
    }

    /** The places of errors that say what is wrong, and all places around them. */
    private static Set<String> placesWithReasons(List<OutputUnit> errors) {
        Set<String> places = new HashSet<>();
        for (OutputUnit error : errors) {
            if (!CONTAINERS.contains(keywordOf(error)) || keywordOf(error).equals("additionalProperties")) {
                String place = pointerOf(error);
                if (!CONTAINERS.contains(keywordOf(error))) {
                    places.add(place);
                }
                for (int end = place.lastIndexOf('/'); end >= 0; end = place.lastIndexOf('/', end - 1)) {
                    places.add(place.substring(0, end));
                }
            }
        }
        return places;
    }

    private static String pointerOf(OutputUnit error) {
        String location = error.getInstanceLocation();
        return location.startsWith("#") ? location.substring(1) : location;
    }

    private static String keywordOf(OutputUnit error) {
        return error.getKeywordLocation().substring(error.getKeywordLocation().lastIndexOf('/') + 1);
    }

    private static String required(OutputUnit error) {
        String message = error.getError();
        int quote = message.indexOf('"');
        return quote < 0 ? message : "lacks " + message.substring(quote);
    }

    private static String reason(String keyword, OutputUnit error) {
        return switch (keyword) {
            case "pattern", "format" -> "is not of the form that the contract asks for";
            default -> error.getError();
        };
    }
}
