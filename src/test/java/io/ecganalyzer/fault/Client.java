package io.ecganalyzer.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.testing.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A user of the API, who knows where it is now. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<URI> api;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Client(Supplier<URI> api, String authorization) {
        this.api = api;
        this.authorization = authorization;
    }

    /** An administrator. */
    static Client administrator(Supplier<URI> api) {
        return new Client(api, RawHttp.basic(Cluster.ADMIN, Cluster.ADMIN_PASSWORD));
    }

    /** A user who is registered for it. */
    static Client registered(Supplier<URI> api, String username) throws IOException, InterruptedException {
        HttpResponse<String> answer = administrator(api)
                .post(
                        "/v1/admin/register_user",
                        JSON.createObjectNode()
                                .put("username", username)
                                .put("password", password(username))
                                .toString());
        if (answer.statusCode() != 201 && answer.statusCode() != 409) {
            throw new IllegalStateException("registering " + username + ": " + answer.body());
        }
        return known(api, username);
    }

    /** A user who was registered for it before. */
    static Client known(Supplier<URI> api, String username) {
        return new Client(api, RawHttp.basic(username, password(username)));
    }

    private static String password(String username) {
        return "the password of " + username;
    }

    /** A user's name of its own for a scenario. */
    static String nameFor(String scenario) {
        return scenario.replaceAll("[^A-Za-z0-9]+", "-");
    }

    HttpResponse<String> submit(String body) throws IOException, InterruptedException {
        return post("/v1/ecg", body);
    }

    /** For clients of another kind. */
    String authorization() {
        return authorization;
    }

    /** Where something is now. */
    URI at(String path) {
        return api.get().resolve(path);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(posting(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest posting(String path, String body) {
        return to(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return http.send(
                to(path).header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> deleteAsync(String path) {
        return http.sendAsync(to(path).DELETE().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A report as it is now. */
    JsonNode report(UUID id) throws IOException, InterruptedException {
        return read("/v1/ecg/" + id);
    }

    /** What is there. */
    JsonNode read(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " is answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(PATIENCE).header("Authorization", authorization);
    }
}
