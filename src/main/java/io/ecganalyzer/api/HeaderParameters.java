package io.ecganalyzer.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Holds header parameters to their length in the contract. The router does not get to see them: it takes a value with a quotation
 * mark for JSON (vertx-openapi 5.0), which an entity tag is not.
 */
final class HeaderParameters {
    private record Bound(String name, int maxLength) {}

    private final Map<String, List<Bound>> byOperation = new HashMap<>();

    HeaderParameters(JsonObject contract) {
        for (Entry<String, Object> path : contract.getJsonObject("paths")) {
            for (Entry<String, Object> method : (JsonObject) path.getValue()) {
                if (method.getValue() instanceof JsonObject operation && operation.containsKey("operationId")) {
                    byOperation.put(operation.getString("operationId"), bounds(operation, contract));
                }
            }
        }
    }

    private static List<Bound> bounds(JsonObject operation, JsonObject contract) {
        List<Bound> bounds = new ArrayList<>();
        for (Object reference : operation.getJsonArray("parameters", new JsonArray())) {
            JsonObject parameter = resolve((JsonObject) reference, contract);
            if (isHeader(parameter)) {
                bounds.add(new Bound(
                        parameter.getString("name"),
                        parameter.getJsonObject("schema").getInteger("maxLength")));
            }
        }
        return bounds;
    }

    /** Takes the header parameters out of an operation. */
    static void remove(JsonObject operation, JsonObject contract) {
        JsonArray others = new JsonArray();
        operation.getJsonArray("parameters", new JsonArray()).stream()
                .filter(parameter -> !isHeader(resolve((JsonObject) parameter, contract)))
                .forEach(others::add);
        operation.put("parameters", others);
    }

    private static boolean isHeader(JsonObject parameter) {
        return "header".equals(parameter.getString("in"));
    }

    private static JsonObject resolve(JsonObject parameter, JsonObject contract) {
        String reference = parameter.getString("$ref");
        return reference == null
                ? parameter
                : contract.getJsonObject("components")
                        .getJsonObject("parameters")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    /** @throws ProblemException if one is longer than the contract allows */
    void check(HttpServerRequest request, String operationId) {
        for (Bound bound : byOperation.get(operationId)) {
            for (String value : request.headers().getAll(bound.name())) {
                if (value.length() > bound.maxLength()) {
                    String detail = "is longer than " + bound.maxLength() + " characters";
                    throw Problem.withFaults(
                                    ProblemType.INVALID_PARAMETER,
                                    "The parameter " + bound.name() + " " + detail + ".",
                                    List.of(Problem.Fault.ofParameter(bound.name(), detail)))
                            .asException();
                }
            }
        }
    }
}
