package io.ecganalyzer.bench.cluster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A user of the bench's API. */
final class BenchClient {
    static final String ADMIN = "bench";
    static final String PASSWORD = "only-for-this-bench";
    private static final String USER = "load";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI api;

    BenchClient(URI api) {
        this.api = api;
    }

    void register() throws IOException, InterruptedException {
        String body =
                new JsonObject().put("username", USER).put("password", PASSWORD).encode();
        expect(201, request("/v1/admin/register_user", ADMIN, body));
    }

    /** Submits an ECG whose analysis costs so much. */
    void submit(double cpuMillis) throws IOException, InterruptedException {
        JsonObject choice = new JsonObject()
                .put("name", KnownCost.NAME)
                .put("parameters", new JsonObject().put(KnownCost.MILLIS, cpuMillis));
        JsonObject lead = new JsonObject().put("name", "I").put("signal", new JsonArray(List.of(1, -1)));
        String body = new JsonObject()
                .put("analyzers", new JsonArray().add(choice))
                .put("leads", new JsonArray().add(lead))
                .encode();
        expect(202, request("/v1/ecg", USER, body));
    }

    private HttpRequest request(String path, String user, String body) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(api.resolve(path))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private void expect(int status, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
