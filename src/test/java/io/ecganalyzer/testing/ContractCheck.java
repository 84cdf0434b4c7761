package io.ecganalyzer.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** Holds answers to the published contract, and keeps account of which of its answers were seen. */
public final class ContractCheck {
    private static final String BASE = "https://contract.test/";

    private final JsonObject contract = read();
    private final List<ContractOperation> operations = operationsOf(contract);
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final Map<JsonObject, Validator> validators = new ConcurrentHashMap<>();

    /** The published contract. */
    public JsonObject contract() {
        return contract;
    }

    /** All operations in the order of the contract. */
    public List<ContractOperation> operations() {
        return operations;
    }

    public ContractOperation operation(String operationId) {
        return operations.stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + operationId));
    }

    /** Checks an answer and fails with all that is wrong with it; one that is for no operation must be a problem. */
    public void check(Answer answer, String method, String path) {
        Optional<ContractOperation> operation = operations.stream()
                .filter(candidate -> candidate.matches(method, path))
                .findFirst();
        List<String> faults = new ArrayList<>();
        if (operation.isEmpty()) {
            checkBody(answer, Map.of("application/problem+json", reference("Problem")), faults);
        } else {
            checkOf(operation.get(), answer, faults);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(method + " " + path + " answered against the contract: " + faults + "\n" + answer);
        }
    }

    private void checkOf(ContractOperation operation, Answer answer, List<String> faults) {
        JsonObject response =
                resolve(operation.model().getJsonObject("responses").getJsonObject("" + answer.status()));
        if (response == null) {
            faults.add("status " + answer.status() + " is not documented for " + operation.id());
            return;
        }
        seen.add(operation.id() + " " + answer.status());
        checkHeaders(answer, response.getJsonObject("headers", new JsonObject()), faults);
        Map<String, JsonObject> schemas = new LinkedHashMap<>();
        JsonObject content = response.getJsonObject("content", new JsonObject());
        content.fieldNames()
                .forEach(type -> schemas.put(type, content.getJsonObject(type).getJsonObject("schema")));
        checkBody(answer, schemas, faults);
    }

    private void checkHeaders(Answer answer, JsonObject documented, List<String> faults) {
        for (String name : documented.fieldNames()) {
            JsonObject header = resolve(documented.getJsonObject(name));
            Optional<String> value = answer.header(name);
            if (value.isEmpty()) {
                if (header.getBoolean("required", false)) {
                    faults.add("lacks the header " + name);
                }
                continue;
            }
            JsonObject schema = header.getJsonObject("schema");
            Object typed = "integer".equals(schema.getString("type")) ? Json.decodeValue(value.get()) : value.get();
            checkValue("header " + name, typed, schema, faults);
        }
    }

    private void checkBody(Answer answer, Map<String, JsonObject> schemas, List<String> faults) {
        if (schemas.isEmpty()) {
            if (!answer.body().isEmpty()) {
                faults.add("has a body, which is not documented");
            }
            return;
        }
        String type = answer.header("Content-Type").orElse("").split(";", -1)[0].strip();
        if (!schemas.containsKey(type)) {
            faults.add("is of type \"" + type + "\", but must be one of " + schemas.keySet());
            return;
        }
        Object value = type.endsWith("json") ? Json.decodeValue(answer.body()) : answer.body();
        checkValue("body", value, schemas.get(type), faults);
        if (type.equals("application/problem+json") && ((JsonObject) value).getInteger("status") != answer.status()) {
            faults.add("the problem's status is not that of the answer");
        }
    }

    private void checkValue(String what, Object value, JsonObject schema, List<String> faults) {
        OutputUnit output = validators.computeIfAbsent(schema, this::validator).validate(value);
        if (!output.getValid()) {
            faults.add(what + ": "
                    + output.getErrors().stream()
                            .map(error -> error.getInstanceLocation() + " " + error.getError())
                            .collect(Collectors.joining("; ")));
        }
    }

    private Validator validator(JsonObject schema) {
        JsonObject document =
                schema.copy().put("$id", BASE).put("components", new JsonObject().put("schemas", schemas()));
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setBaseUri(BASE)
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        return SchemaRepository.create(options)
                .dereference(JsonSchema.of(document))
                .validator(JsonSchema.of(document), options);
    }

    private JsonObject schemas() {
        return contract.getJsonObject("components").getJsonObject("schemas");
    }

    private static JsonObject reference(String schema) {
        return new JsonObject().put("$ref", "#/components/schemas/" + schema);
    }

    /** What is documented for these operations and was not seen, as {@code operationId status}. */
    public Set<String> unseen(List<ContractOperation> among) {
        Set<String> unseen = new TreeSet<>();
        among.forEach(operation -> operation.model().getJsonObject("responses").fieldNames().stream()
                .map(status -> operation.id() + " " + status)
                .filter(answer -> !seen.contains(answer))
                .forEach(unseen::add));
        return unseen;
    }

    /** What a reference points at; itself if it is none. */
    public JsonObject resolve(JsonObject object) {
        if (object == null || object.getString("$ref") == null) {
            return object;
        }
        JsonObject target = contract;
        for (String name : object.getString("$ref").substring(2).split("/")) {
            target = target.getJsonObject(name);
        }
        return target;
    }

    private static List<ContractOperation> operationsOf(JsonObject contract) {
        List<ContractOperation> operations = new ArrayList<>();
        JsonObject paths = contract.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            item.fieldNames().stream()
                    .filter(method -> item.getValue(method) instanceof JsonObject)
                    .forEach(method -> operations.add(
                            new ContractOperation(method.toUpperCase(), path, item.getJsonObject(method), item)));
        }
        return List.copyOf(operations);
    }

    private static JsonObject read() {
        try (InputStream yaml = ContractCheck.class.getResourceAsStream("/openapi.yaml")) {
            return new JsonObject(new ObjectMapper(new YAMLFactory())
                    .readValue(yaml, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
