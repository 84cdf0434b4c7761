package io.ecganalyzer.testing;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operation of the contract.
 *
 * @param path as a template
 * @param model what the contract says of it
 * @param pathItem what the contract says of its path
 */
public record ContractOperation(String method, String path, JsonObject model, JsonObject pathItem) {
    public String id() {
        return model.getString("operationId");
    }

    public boolean hasBody() {
        return model.containsKey("requestBody");
    }

    /** Whether it is served on the management port. */
    public boolean isManagement() {
        return pathItem.containsKey("servers");
    }

    public boolean documents(int status) {
        return model.getJsonObject("responses").containsKey(Integer.toString(status));
    }

    /** The schemes of which one is needed; none for an operation that is open to everybody. */
    public List<String> schemes() {
        return model.getJsonArray("security").stream()
                .flatMap(scheme -> ((JsonObject) scheme).fieldNames().stream())
                .toList();
    }

    /** The examples of its body, as JSON; none if it has no body. */
    public Stream<JsonObject> bodyExamples() {
        if (!hasBody()) {
            return Stream.empty();
        }
        JsonObject examples = model.getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("examples");
        return examples.fieldNames().stream()
                .map(name -> examples.getJsonObject(name).getJsonObject("value"));
    }

    boolean matches(String otherMethod, String requestPath) {
        String withoutQuery = requestPath.split("\\?", -1)[0];
        return otherMethod.equals(method) && withoutQuery.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }
}
