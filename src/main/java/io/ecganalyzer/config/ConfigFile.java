package io.ecganalyzer.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML file as keys with dots, {@code http.port}, and values exactly as they are written. */
final class ConfigFile {
    private final Path file;
    private final JsonParser parser;
    private final Map<String, Given> values = new LinkedHashMap<>();

    private ConfigFile(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static Map<String, Given> read(Path file) {
        YAMLFactory yaml = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = yaml.createParser(file.toFile())) {
            return new ConfigFile(file, parser).values();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(file + ":" + line + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private Map<String, Given> values() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            object("");
        } else if (first != null && first != JsonToken.VALUE_NULL) {
            throw new ConfigException(List.of(file + ": holds no keys"));
        }
        return values;
    }

    private void object(String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_OBJECT -> object(key + ".");
                case START_ARRAY -> put(key, list(key));
                case VALUE_NULL -> put(key, "");
                default -> put(key, parser.getText());
            }
        }
    }

    /** With commas, as the same list is written in a variable. */
    private String list(String key) throws IOException {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                throw new ConfigException(List.of(place(key) + " is not a list of words"));
            }
            items.add(parser.getText());
        }
        return String.join(",", items);
    }

    /** A key without a value has its default. */
    private void put(String key, String value) {
        if (!value.isEmpty()) {
            values.put(key, new Given(place(key), value));
        }
    }

    private String place(String key) {
        return file + ":" + parser.currentTokenLocation().getLineNr() + ": " + key;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("is no YAML");
    }
}
