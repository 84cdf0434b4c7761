package io.ecganalyzer.api;

import io.ecganalyzer.format.StreamedArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds in the contract which arrays of a body are streamed, and within which bounds. */
final class StreamedArrays {
    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonObject contract;
    private final List<StreamedArray> found = new ArrayList<>();

    private StreamedArrays(JsonObject contract) {
        this.contract = contract;
    }

    /** By the id of their operation; an operation without any has no entry. */
    static Map<String, List<StreamedArray>> byOperation(JsonObject contract) {
        Map<String, List<StreamedArray>> byOperation = new HashMap<>();
        for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
            for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
                if (method.getValue() instanceof JsonObject operation && operation.containsKey("requestBody")) {
                    StreamedArrays arrays = new StreamedArrays(contract);
                    arrays.walk(bodySchema(operation), List.of());
                    byOperation.put(operation.getString("operationId"), List.copyOf(arrays.found));
                }
            }
        }
        byOperation.values().removeIf(List::isEmpty);
        return byOperation;
    }

    private static JsonObject bodySchema(JsonObject operation) {
        return operation
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
    }

    /** Bodies of our contract do not contain themselves; one that did would end in a stack overflow at the start. */
    private void walk(JsonObject schema, List<String> path) {
        JsonObject resolved = resolve(schema);
        if (resolved.getBoolean(Contract.STREAMED, false)) {
            found.add(array(resolved, path));
            return;
        }
        JsonObject properties = resolved.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            walk(properties.getJsonObject(name), append(path, name));
        }
        if (resolved.getJsonObject("items") != null) {
            walk(resolved.getJsonObject("items"), append(path, StreamedArray.ANY_ITEM));
        }
    }

    private JsonObject resolve(JsonObject schema) {
        String reference = schema.getString("$ref");
        return reference == null
                ? schema
                : contract.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject(reference.substring(SCHEMAS.length()));
    }

    private StreamedArray array(JsonObject schema, List<String> path) {
        JsonObject items = resolve(schema.getJsonObject("items"));
        return new StreamedArray(
                path,
                schema.getInteger("minItems"),
                schema.getInteger("maxItems"),
                items.getInteger("minimum"),
                items.getInteger("maximum"));
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
