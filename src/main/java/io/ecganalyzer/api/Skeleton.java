package io.ecganalyzer.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ecganalyzer.format.ParsedJson;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A parsed body as JSON again, with empty arrays in the place of those that were streamed. */
final class Skeleton {
    private static final JsonFactory JSON = new JsonFactory();

    private Skeleton() {}

    static Buffer of(Object root) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            write(root, out);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : object.entrySet()) {
                out.writeFieldName((String) member.getKey());
                write(member.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> array) {
            out.writeStartArray();
            for (Object item : array) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (ParsedJson.isSamples(value)) {
            out.writeStartArray();
            out.writeEndArray();
        } else {
            out.writePOJO(value);
        }
    }
}
