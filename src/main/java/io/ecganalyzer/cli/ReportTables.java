package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A report as tables for people: of each analyzer its values, then a table for each list of things. Knows no analyzer: whatever the
 * JSON holds is laid out by its shape.
 */
final class ReportTables {
    // Twelve leads and some Frank leads are shown whole; of more things, such as beats, the first ones.
    private static final int MOST_ROWS = 16;
    private static final int FIRST_ROWS = 6;
    private static final int FIRST_VALUES = 8;
    private static final int MOST_WORDS = 60;

    private final PrintWriter out;
    private final ResultUnits units;
    private final int width;

    ReportTables(PrintWriter out, ResultUnits units, int width) {
        this.out = out;
        this.units = units;
        this.width = width;
    }

    /** Prints a report as the service gives it, or one made here of the same shape. */
    void print(JsonNode report) {
        out.println(leads(report.path("leads")));
        JsonNode failure = report.path("failure");
        if (!failure.isMissingNode()) {
            out.println("The analysis failed: " + failure.path("message").asText());
        }
        for (Map.Entry<String, JsonNode> entry : report.path("analyses").properties()) {
            out.println();
            print(entry.getKey(), entry.getValue());
        }
        out.flush();
    }

    private static String leads(JsonNode leads) {
        String names = stream(leads).map(l -> l.path("name").asText()).collect(Collectors.joining(", "));
        Set<Long> lengths = stream(leads)
                .map(l -> l.path("number_of_samples").asLong())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String each = lengths.stream().map(Numbers::count).collect(Collectors.joining(" or "));
        return leads.size() + (leads.size() == 1 ? " lead of " : " leads of ") + each + " samples: " + names;
    }

    private void print(String name, JsonNode analysis) {
        String title = name + " " + analysis.path("version").asText();
        if (analysis.has("skipped")) {
            out.println(title + ": no result, " + analysis.path("skipped").asText());
            return;
        }
        String parameters = analysis.path("parameters").properties().stream()
                .map(p -> ", " + p.getKey() + " " + p.getValue().asText())
                .collect(Collectors.joining());
        out.println(title + " (" + Numbers.shown(analysis.path("duration_ms").asDouble()) + " ms" + parameters + ")");
        print(name, analysis.path("result"), "  ");
    }

    private void print(String path, JsonNode object, String indent) {
        List<Map.Entry<String, JsonNode>> values = new ArrayList<>();
        List<Map.Entry<String, JsonNode>> nested = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            boolean isThing = field.getValue().isObject() || isListOfObjects(field.getValue());
            (isThing ? nested : values).add(field);
        }
        List<String> unknown = values.stream()
                .filter(v -> v.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
        values.removeIf(v -> v.getValue().isNull());
        int longest = values.stream().mapToInt(v -> v.getKey().length()).max().orElse(0);
        for (Map.Entry<String, JsonNode> value : values) {
            String unit = value.getValue().isArray() ? "" : units.of(path + "." + value.getKey());
            out.println((indent + value.getKey()
                            + " ".repeat(longest - value.getKey().length()) + "  " + shown(value.getValue()) + " "
                            + unit)
                    .stripTrailing());
        }
        if (!unknown.isEmpty()) {
            out.println(indent + "not known: " + String.join(", ", unknown));
        }
        for (Map.Entry<String, JsonNode> field : nested) {
            out.println(indent + field.getKey() + (field.getValue().isArray() ? count(field.getValue()) : ""));
            if (field.getValue().isObject()) {
                print(path + "." + field.getKey(), field.getValue(), indent + "  ");
            } else {
                table(path + "." + field.getKey(), field.getValue(), indent + "  ");
            }
        }
    }

    private static String count(JsonNode list) {
        return list.size() > MOST_ROWS ? ": the first " + FIRST_ROWS + " of " + Numbers.count(list.size()) : "";
    }

    private void table(String path, JsonNode list, String indent) {
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode row : list) {
            row.properties().stream().filter(f -> !f.getValue().isNull()).forEach(f -> columns.add(f.getKey()));
        }
        TextTable table = new TextTable(columns.stream().map(c -> head(path, c)).toArray(String[]::new));
        int rows = list.size() > MOST_ROWS ? FIRST_ROWS : list.size();
        for (int i = 0; i < rows; i++) {
            JsonNode row = list.get(i);
            table.row(columns.stream().map(c -> cell(row.path(c))).toArray());
        }
        table.print(out, indent, width);
    }

    /** A head of short lines: words under each other, then the unit, unless a word says it. */
    private String head(String path, String column) {
        String unit = units.of(path + "." + column);
        boolean said = unit.isEmpty() || column.endsWith("_" + unit.toLowerCase(Locale.ROOT));
        return (said ? column : column + "_" + unit).replace('_', '\n');
    }

    /** Things within a row are told by their number, but for a few words. */
    private static String cell(JsonNode value) {
        if (value.isObject()) {
            return value.has("count") ? value.path("count").asText() : Integer.toString(value.size());
        }
        if (!value.isArray()) {
            return shown(value);
        }
        return !value.isEmpty() && value.get(0).isTextual() ? words(value) : Integer.toString(value.size());
    }

    private static String words(JsonNode list) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            String word = list.get(i).asText();
            if (i > 0 && words.length() + word.length() > MOST_WORDS) {
                return words + ", \u2026 (" + list.size() + ")";
            }
            words.append(i == 0 ? "" : ", ").append(word);
        }
        return words.toString();
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            String first =
                    stream(value).limit(FIRST_VALUES).map(ReportTables::shown).collect(Collectors.joining(", "));
            String more = value.size() > FIRST_VALUES ? ", \u2026 (" + Numbers.count(value.size()) + ")" : "";
            return value.isEmpty() ? "none" : first + more;
        }
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        return value.isNumber() ? Numbers.shown(value.asDouble()) : value.asText();
    }

    private static boolean isListOfObjects(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.get(0).isObject();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
