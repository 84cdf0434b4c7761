package io.ecganalyzer.testing;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP answer as it came.
 *
 * @param headers by name in lower case; the first value of each
 */
public record Answer(int status, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase()));
    }

    public JsonObject json() {
        return new JsonObject(body);
    }

    /** The slug of a problem's type. */
    public String problem() {
        String type = json().getString("type");
        return type.substring(type.lastIndexOf(':') + 1);
    }
}
