package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.ContractOperation;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.SecurityHeadersCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * SQL and markup in every field of the contract, one field at a time: each parameter of path, query and header, and in the bodies each
 * value, each element and the name of one more member. The answers are in the contract and in time, and nothing is lost.
 */
class EveryFieldIT {
    private static final List<String> TEXTS = Stream.concat(HostileTexts.SQL.stream(), HostileTexts.MARKUP.stream())
            .toList();
    private static final double NANOS_PER_MILLI = 1e6;

    /** Less than the sleep that one of the texts asks PostgreSQL for. */
    private static final double MOST_MILLIS = 9_000;

    /** What a hostile text is put into. */
    private record Field(ContractOperation operation, String name, Filling filling) {}

    private interface Filling {
        RawHttp.Request with(String text);
    }

    private final ContractCheck contract = new ContractCheck();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Service service;
    private RawHttp http;
    private double slowestMillis;

    @Test
    void takesATextAsATextOrRefusesIt() {
        service = Service.started();
        try {
            http = service.http(contract);
            Stream.of("ada", "victim").forEach(service::asUser);
            String id = as("ada", http.request("POST", "/v1/ecg"))
                    .json("{\"leads\":[{\"name\":\"I\",\"signal\":[5,0,-4,23,-9]}]}")
                    .send()
                    .json()
                    .getString("id");
            List<Field> fields = contract.operations().stream()
                    .filter(operation -> !operation.isManagement())
                    .flatMap(this::fields)
                    .toList();
            fields.forEach(field -> TEXTS.forEach(text -> judge(field, text)));
            System.err.printf(
                    Locale.ROOT,
                    "every field: %d fields, %d texts in each, statuses %s, the slowest answer after %.0f ms%n",
                    fields.size(),
                    TEXTS.size(),
                    statuses,
                    slowestMillis);
            assertTrue(fields.size() > 40, () -> "only " + fields.size() + " fields");
            Answer report = as("ada", http.request("GET", "/v1/ecg/" + id))
                    .header("Prefer", "wait=20")
                    .send();
            assertEquals(2, report.json().getInteger("zero_crosses_count"), "the ECG of before is as it was");
            String users = as(Service.ADMIN, http.request("GET", "/v1/admin/users?limit=500"))
                    .send()
                    .body();
            assertTrue(users.contains("\"victim\""), users);
        } finally {
            service.close();
        }
    }

    private void judge(Field field, String text) {
        long sent = System.nanoTime();
        // Held to the contract as it is read.
        Answer answer = field.filling().with(text).send();
        slowestMillis = Math.max(slowestMillis, (System.nanoTime() - sent) / NANOS_PER_MILLI);
        statuses.merge(answer.status(), 1, Integer::sum);
        String what = field.operation().id() + " " + field.name() + " " + text + ": " + answer;
        assertTrue(answer.status() < 500, what);
        assertTrue(slowestMillis < MOST_MILLIS, what);
        SecurityHeadersCheck.check(answer);
    }

    private Stream<Field> fields(ContractOperation operation) {
        List<Field> fields = new ArrayList<>();
        for (JsonObject parameter : parameters(operation)) {
            String name = parameter.getString("name");
            fields.add(new Field(operation, name, text -> request(operation, parameter, text)));
        }
        if (operation.hasBody()) {
            JsonObject body = (JsonObject) whole(operation
                    .model()
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema"));
            Answer taken = filled(operation).json(fresh(body).encode()).send();
            assertTrue(taken.status() < 300, () -> "as it is it should be taken: " + taken);
            for (List<Object> place : places(body)) {
                fields.add(new Field(
                        operation, place.toString(), text -> filled(operation).json(replaced(body, place, text))));
            }
        }
        return fields.stream();
    }

    private RawHttp.Request request(ContractOperation operation, JsonObject parameter, String text) {
        String name = parameter.getString("name");
        RawHttp.Request request = switch (parameter.getString("in")) {
            case "path" ->
                as(caller(operation), http.request(operation.method(), path(operation, Map.of(name, encoded(text)))));
            case "query" ->
                as(
                        caller(operation),
                        http.request(operation.method(), path(operation, Map.of()) + "?" + name + "=" + encoded(text)));
            default -> filled(operation).header(name, text);
        };
        return operation.hasBody()
                ? request.json(
                        operation.bodyExamples().findFirst().orElseThrow().encode())
                : request;
    }

    private RawHttp.Request filled(ContractOperation operation) {
        return as(caller(operation), http.request(operation.method(), path(operation, Map.of())));
    }

    /** With these values in the path, and usual ones for the others. */
    private static String path(ContractOperation operation, Map<String, String> values) {
        String path = operation.path();
        Map<String, String> usual =
                Map.of("id", "0b6c7c9e-3b1f-4f6e-9d52-6c2a4e1f7a10", "username", "victim", "key", "1");
        for (String name : usual.keySet()) {
            path = path.replace("{" + name + "}", values.getOrDefault(name, usual.get(name)));
        }
        return path;
    }

    private List<JsonObject> parameters(ContractOperation operation) {
        return Stream.of(operation.model(), operation.pathItem())
                .flatMap(of -> of.getJsonArray("parameters", new JsonArray()).stream())
                .map(each -> contract.resolve((JsonObject) each))
                .toList();
    }

    /** A right value with each member that there may be. */
    private Object whole(JsonObject reference) {
        JsonObject schema = contract.resolve(reference);
        if (schema.containsKey("examples")) {
            return schema.getJsonArray("examples").getValue(0);
        }
        if (schema.containsKey("items")) {
            return new JsonArray().add(whole(schema.getJsonObject("items")));
        }
        JsonObject object = new JsonObject();
        schema.getJsonObject("properties", new JsonObject())
                .forEach(property -> object.put(property.getKey(), whole((JsonObject) property.getValue())));
        return object;
    }

    /** The ways to each value within, and to one more member of each object, which is the empty name. */
    private static List<List<Object>> places(Object value) {
        List<List<Object>> places = new ArrayList<>();
        if (value instanceof JsonObject object) {
            object.forEach(member -> below(member.getKey(), member.getValue(), places));
            places.add(List.of(""));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < Math.min(1, array.size()); i++) {
                below(i, array.getValue(i), places);
            }
        }
        return places;
    }

    private static void below(Object step, Object value, List<List<Object>> places) {
        places.add(List.of(step));
        places(value)
                .forEach(place -> places.add(
                        Stream.concat(Stream.of(step), place.stream()).toList()));
    }

    private static String replaced(JsonObject body, List<Object> place, String text) {
        JsonObject copy = fresh(body);
        Object at = copy;
        for (Object step : place.subList(0, place.size() - 1)) {
            at = at instanceof JsonObject object
                    ? object.getValue((String) step)
                    : ((JsonArray) at).getValue((int) step);
        }
        Object last = place.get(place.size() - 1);
        if (at instanceof JsonArray array) {
            array.set((int) last, text);
        } else {
            ((JsonObject) at).put(last.equals("") ? text : (String) last, text);
        }
        return copy.encode();
    }

    /** As it is taken however often: new where it must be, and as long as it says. */
    private static JsonObject fresh(JsonObject body) {
        JsonObject copy = body.copy();
        if (copy.containsKey("id")) {
            copy.put("id", UUID.randomUUID().toString());
        }
        if (copy.containsKey("username")) {
            copy.put("username", "name-" + UUID.randomUUID());
        }
        for (Object each : copy.getJsonArray("leads", new JsonArray())) {
            JsonObject lead = (JsonObject) each;
            lead.put("number_of_samples", lead.getJsonArray("signal").size());
        }
        return copy;
    }

    private static String caller(ContractOperation operation) {
        return operation.schemes().contains("administrator") ? Service.ADMIN : "ada";
    }

    private static RawHttp.Request as(String name, RawHttp.Request request) {
        return request.as(name, "the password of " + name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
