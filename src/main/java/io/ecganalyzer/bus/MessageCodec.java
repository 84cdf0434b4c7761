package io.ecganalyzer.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;

/**
 * One kind of message to and from JSON with its version, {@code {"v":1,"ecg_key":7,"request_id":"..."}}.
 *
 * <p>Between nodes the bus carries the JSON text: it passes between nodes of different versions, and one that cannot be read
 * reaches our code, which counts it, and not the bus's, which drops it.
 */
final class MessageCodec<M extends Message> {
    private static final String VERSION = "v";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();

    private final Class<M> type;
    private final Wire wire;

    MessageCodec(Class<M> type) {
        this.type = type;
        this.wire = Objects.requireNonNull(type.getAnnotation(Wire.class), () -> type + " has no @Wire");
    }

    String address() {
        return wire.address();
    }

    static <M extends Message> String encode(M message) {
        String prefix = "{\"" + VERSION + "\":"
                + message.getClass().getAnnotation(Wire.class).version();
        try {
            String fields = JSON.writeValueAsString(message);
            return prefix + (fields.length() == "{}".length() ? "" : ",") + fields.substring(1);
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException("a message that is no JSON: " + message, defect);
        }
    }

    /** @param body a text, or what its own node sent */
    M decode(Object body) throws UnreadableMessageException {
        if (type.isInstance(body)) {
            return type.cast(body);
        }
        if (!(body instanceof String text) || text.length() > wire.maxCharacters()) {
            throw new UnreadableMessageException("not a text of at most " + wire.maxCharacters() + " characters");
        }
        try {
            JsonNode envelope = JSON.readTree(text);
            JsonNode version = envelope.path(VERSION);
            if (!version.isInt() || version.intValue() != wire.version()) {
                throw new UnreadableMessageException("version " + version + " is not " + wire.version());
            }
            return JSON.treeToValue(envelope, type);
        } catch (JsonProcessingException malformed) {
            throw new UnreadableMessageException(
                    "not a " + type.getSimpleName() + ": " + malformed.getOriginalMessage());
        }
    }
}
