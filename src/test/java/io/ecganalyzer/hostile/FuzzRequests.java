package io.ecganalyzer.hostile;

import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.ContractOperation;
import io.ecganalyzer.testing.RawHttp;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/**
 * Makes requests out of the contract: operations with parameters and bodies that are right, nearly right or absurd, by everybody and
 * by nobody. The same seed makes the same requests but for the ids that the service gave. What frames a request is always right, so
 * that each has one answer; {@code SmugglingIT} has the rest.
 */
final class FuzzRequests {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECTED", "get");
    private static final List<String> DETOURS = List.of("/", "//", "/..", "/.", "/%2e%2e", ";a=b", "%00");
    private static final List<String> QUERY_EXTRAS = List.of("&x=1", "&limit=1&limit=2", "&=", "&%", "&limit[]=1");
    private static final List<String> WAITS = List.of(
            "wait=0", "wait=1", "wait=-1", "wait=x", "respond-async", "wait=1; foo=\"", "wait=99999999999", ",,,");

    /**
     * One request as it goes over the line.
     *
     * @param detour whether the path is another word for one of the contract's, which may be served or not, or holds a broken escape
     */
    record Request(String method, String path, boolean detour, byte[] bytes) {}

    private final ContractCheck contract;
    private final List<ContractOperation> operations;
    private final Map<String, String> passwords;
    private final Queue<String> knownIds;
    private final Random random;
    private final SchemaValues values;

    /**
     * Of one thread.
     *
     * @param passwords of users, by name; the first name is an administrator's
     * @param knownIds of ECGs, which other threads add to
     */
    FuzzRequests(ContractCheck contract, Map<String, String> passwords, Queue<String> knownIds, long seed) {
        this.contract = contract;
        this.passwords = passwords;
        this.knownIds = knownIds;
        this.random = new Random(seed);
        this.values = new SchemaValues(contract, random);
        this.operations = contract.operations().stream()
                .filter(operation -> !operation.isManagement())
                .toList();
    }

    Request next() {
        ContractOperation operation = values.pick(operations);
        double wrong = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.2;
        String method = chance(0.03) ? values.pick(METHODS) : operation.method();
        boolean detour = chance(0.01);
        String path = path(operation, wrong) + (detour ? values.pick(DETOURS) : "") + query(operation, wrong);
        List<String> headers = new ArrayList<>(List.of("Host: " + (chance(0.02) ? "evil.example" : "127.0.0.1")));
        authorize(operation, headers);
        headers(operation, headers);
        byte[] body = operation.hasBody() != chance(0.02) ? body(operation, wrong) : new byte[0];
        if (body.length > 0) {
            headers.add("Content-Type: "
                    + (chance(0.05)
                            ? values.pick(List.of("text/plain", "application/json;charset=x", "*/*", "a"))
                            : "application/json"));
            headers.add("Content-Length: " + body.length);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return new Request(method, path, detour || path.endsWith("%"), bytes.toByteArray());
    }

    private boolean chance(double likely) {
        return random.nextDouble() < likely;
    }

    private String path(ContractOperation operation, double wrong) {
        String path = operation.path();
        if (path.contains("{id}")) {
            path = path.replace("{id}", id(wrong));
        }
        if (path.contains("{username}")) {
            path = path.replace("{username}", chance(wrong) ? strangeSegment() : "victim-" + random.nextInt(50));
        }
        return path;
    }

    private String id(double wrong) {
        if (chance(wrong)) {
            return strangeSegment();
        }
        String known = knownIds.peek();
        if (known == null || chance(0.3)) {
            return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
        }
        if (knownIds.size() > 50) {
            knownIds.poll();
        }
        return known;
    }

    /** Never empty, because it would be another path. */
    private String strangeSegment() {
        String text = values.hostileText() + "~";
        return chance(0.8) ? encoded(text) : visible(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String visible(String text) {
        return text.replaceAll("[^!-~]", "_");
    }

    private String query(ContractOperation operation, double wrong) {
        StringBuilder query = new StringBuilder();
        for (JsonObject parameter : parameters(operation, "query")) {
            if (chance(0.5)) {
                Object value = values.of(parameter.getJsonObject("schema"), wrong);
                query.append(query.isEmpty() ? "?" : "&")
                        .append(parameter.getString("name"))
                        .append('=');
                query.append(encoded(value instanceof String text ? text : String.valueOf(value)));
            }
        }
        if (chance(0.03)) {
            query.append(query.isEmpty() ? "?" : "").append(values.pick(QUERY_EXTRAS));
        }
        return query.toString();
    }

    private List<JsonObject> parameters(ContractOperation operation, String place) {
        List<JsonObject> found = new ArrayList<>();
        for (JsonArray of : Arrays.asList(
                operation.model().getJsonArray("parameters", new JsonArray()),
                operation.pathItem().getJsonArray("parameters", new JsonArray()))) {
            of.stream()
                    .map(each -> contract.resolve((JsonObject) each))
                    .filter(parameter -> parameter.getString("in").equals(place))
                    .forEach(found::add);
        }
        return found;
    }

    private void authorize(ContractOperation operation, List<String> headers) {
        List<String> names = List.copyOf(passwords.keySet());
        boolean administrators = operation.schemes().contains("administrator");
        String name =
                chance(0.1) ? values.pick(names) : names.get(administrators ? 0 : 1 + random.nextInt(names.size() - 1));
        if (chance(0.95)) {
            headers.add("Authorization: " + RawHttp.basic(name, passwords.get(name)));
        } else if (chance(0.5)) {
            headers.add("Authorization: "
                    + values.pick(List.of("Basic", "Basic !!!", "Basic YQ==", "Bearer x", "", "Basic AAA=")));
        } else {
            headers.add("Authorization: " + RawHttp.basic(values.hostileText(), values.hostileText()));
        }
    }

    private void headers(ContractOperation operation, List<String> headers) {
        for (JsonObject parameter : parameters(operation, "header")) {
            if (chance(0.3)) {
                String name = parameter.getString("name");
                String value = name.equals("Prefer") ? values.pick(WAITS) : visible(values.hostileText());
                headers.add(name + ": " + value);
            }
        }
        if (chance(0.05)) {
            headers.add("X-Request-Id: " + visible(values.hostileText()));
        }
        if (chance(0.02)) {
            headers.add("Accept-Encoding: gzip, br, x;q=nan");
        }
        if (chance(0.02)) {
            headers.add("X-Forwarded-For: 127.0.0.1, " + visible(values.hostileText()));
        }
    }

    private byte[] body(ContractOperation operation, double wrong) {
        JsonObject schema = operation.hasBody()
                ? operation
                        .model()
                        .getJsonObject("requestBody")
                        .getJsonObject("content")
                        .getJsonObject("application/json")
                        .getJsonObject("schema")
                : new JsonObject().put("type", "object");
        Object value = values.of(schema, wrong);
        if (value instanceof JsonObject ecg && ecg.getValue("leads") instanceof JsonArray leads && chance(0.6)) {
            leads.forEach(lead -> {
                if (lead instanceof JsonObject each) {
                    each.remove("number_of_samples");
                }
            });
            ecg.remove("analyzers");
        }
        if (value instanceof JsonObject registration && registration.containsKey("username") && chance(0.7)) {
            registration.put("username", "victim-" + random.nextInt(50));
        }
        byte[] json = Json.encode(value).getBytes(StandardCharsets.UTF_8);
        return chance(wrong / 2) ? broken(json) : json;
    }

    /** JSON that is none any more. */
    private byte[] broken(byte[] json) {
        int place = random.nextInt(json.length);
        switch (random.nextInt(5)) {
            case 0:
                return Arrays.copyOf(json, Math.max(1, place));
            case 1:
                json[place] = (byte) random.nextInt(256);
                return json;
            case 2:
                return "[".repeat(1 + random.nextInt(5_000)).getBytes(StandardCharsets.US_ASCII);
            case 3:
                return (new String(json, StandardCharsets.UTF_8) + "{}").getBytes(StandardCharsets.UTF_8);
            default:
                return new String(json, StandardCharsets.UTF_8)
                        .replaceFirst("\\d+", values.pick(List.of("1e999", "-", "01", "1.", "NaN", "9".repeat(400))))
                        .getBytes(StandardCharsets.UTF_8);
        }
    }
}
