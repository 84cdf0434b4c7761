package io.ecganalyzer.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract as it is published, and the copy of it that the router is built from. */
final class Contract {
    private static final String RESOURCE = "/openapi.yaml";
    static final String STREAMED = "x-streamed";
    /** Where the router's copy keeps the {@code security} of an operation. */
    static final String SECURITY = "x-security";

    private Contract() {}

    /** The contract as published. */
    static JsonObject published() {
        try (InputStream yaml = Contract.class.getResourceAsStream(RESOURCE)) {
            return new JsonObject(new ObjectMapper(new YAMLFactory())
                    .readValue(yaml, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar has no contract that can be read", e);
        }
    }

    static Future<OpenAPIContract> forRouter(Vertx vertx, JsonObject published) {
        return OpenAPIContract.from(vertx, routerCopy(published));
    }

    /**
     * What the router can take of the contract (vertx-openapi 5.0): an absolute server; no responses, as it refuses to load their
     * media type application/problem+json; no header parameters, see {@link HeaderParameters}; no paths of other servers; no security, which {@link Authentication} looks after and for
     * which the router would want handlers of its own; and empty arrays where the body is streamed, see {@link JsonBodies}.
     */
    static JsonObject routerCopy(JsonObject published) {
        JsonObject copy = published.copy();
        copy.put("servers", new JsonArray().add(new JsonObject().put("url", "http://localhost/")));
        JsonObject paths = copy.getJsonObject("paths");
        List.copyOf(paths.fieldNames()).stream()
                .filter(path -> paths.getJsonObject(path).containsKey("servers"))
                .forEach(paths::remove);
        for (String path : paths.fieldNames()) {
            adapt(paths.getJsonObject(path), published);
        }
        JsonObject components = copy.getJsonObject("components");
        components.remove("responses");
        components.remove("headers");
        JsonObject schemas = components.getJsonObject("schemas");
        schemas.fieldNames().stream()
                .map(schemas::getJsonObject)
                .filter(schema -> schema.getBoolean(STREAMED, false))
                .forEach(Contract::emptied);
        return copy;
    }

    private static void adapt(JsonObject pathItem, JsonObject published) {
        for (Map.Entry<String, Object> member : pathItem) {
            if (member.getValue() instanceof JsonObject operation && operation.containsKey("responses")) {
                operation.put(
                        "responses",
                        new JsonObject()
                                .put("200", new JsonObject().put("description", "See the published contract.")));
                if (operation.containsKey("security")) {
                    operation.put(SECURITY, operation.remove("security"));
                }
                HeaderParameters.remove(operation, published);
            }
        }
    }

    private static void emptied(JsonObject schema) {
        schema.remove("items");
        schema.remove("minItems");
        schema.remove("examples");
        schema.put("maxItems", 0);
    }
}
