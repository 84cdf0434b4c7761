package io.ecganalyzer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.config.Config;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void anOperatorSeesThatItIsReadyAndItsMetrics() throws Exception {
        try (Node node = new Node(config(Map.of()))) {
            Node.Started started = node.start();
            assertEquals(200, get(started.managementUrl() + "/health/live").statusCode());
            HttpResponse<String> ready = get(started.managementUrl() + "/health/ready");
            assertEquals(200, ready.statusCode(), ready.body());
            String metrics = get(started.managementUrl() + "/metrics").body();
            assertTrue(metrics.contains("ecg_jobs{state=\"queued\"}"), metrics);
            assertTrue(metrics.contains("ecg_broker_depth"), metrics);
            assertEquals(404, get(started.managementUrl() + "/other").statusCode());
        }
    }

    @Test
    void theApiIsWhereItIsAnnouncedUntilItCloses() throws Exception {
        Path announcement = data.resolve("service.url");
        try (Node node = new Node(config(Map.of()))) {
            String url = node.start().apiUrl().orElseThrow();
            assertEquals(url + "\n", Files.readString(announcement));
            assertEquals(200, get(url + "/openapi.yaml").statusCode());
        }
        assertTrue(Files.notExists(announcement));
    }

    @Test
    void anAnalyzerAloneServesOnlyOperators() throws Exception {
        try (Node node = new Node(config(Map.of("ECG_ROLES", "analyzer")))) {
            Node.Started started = node.start();
            assertEquals(Optional.empty(), started.apiUrl());
            assertEquals(200, get(started.managementUrl() + "/health/ready").statusCode());
            assertTrue(Files.notExists(data.resolve("htpasswd")));
        }
    }

    @Test
    void aTakenPortIsNamedBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String message = messageOf(config(Map.of("ECG_HTTP_PORT", port, "ECG_MANAGEMENT_PORT", "0")));
            assertTrue(message.startsWith("port " + port + " on 127.0.0.1 cannot be taken"), message);
            assertTrue(message.endsWith("set http.port"), message);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLine() {
        String message = messageOf(config(Map.of("ECG_DATABASE_PORT", "1")));
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aPasswordThatBreaksTheRulesIsOneLineWithoutIt() {
        String message = messageOf(config(Map.of("ECG_ADMIN_PASSWORD", "short")));
        assertTrue(message.contains("admin.password"), message);
        assertTrue(!message.contains("short"), message);
    }

    private static String messageOf(Config config) {
        try (Node node = new Node(config)) {
            return assertThrows(NodeException.class, node::start).getMessage();
        }
    }

    private Config config(Map<String, String> more) {
        DatabaseAddress database = Services.shared().freshDatabase();
        Map<String, String> environment = new HashMap<>(Map.of(
                "ECG_DATA_DIR", data.toString(),
                "ECG_HTTP_PORT", "0",
                "ECG_DATABASE_MODE", "external",
                "ECG_DATABASE_HOST", database.host(),
                "ECG_DATABASE_PORT", Integer.toString(database.port()),
                "ECG_DATABASE_NAME", database.database(),
                "ECG_DATABASE_USER", database.user(),
                "ECG_DATABASE_PASSWORD", database.password()));
        environment.putAll(Map.of(
                "ECG_REDIS_MODE",
                "external",
                "ECG_REDIS_URI",
                Services.shared().redisUri().toString(),
                "ECG_BROKER_MODE",
                "external",
                "ECG_BROKER_URI",
                Services.shared().brokerUri().toString()));
        environment.putAll(more);
        return Config.load(Map.of(), environment, Optional.empty());
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
