package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.JobCounts;
import io.ecganalyzer.store.JobStore;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One API node and as many analyzer nodes as are asked for, joined to a cluster, and a client of them. */
final class BenchCluster implements AutoCloseable {
    private static final String MAIN = "io.ecganalyzer.Main";
    private static final String READY = "ECG Analyzer is ready";
    private static final String ADMIN = "bench";
    private static final String PASSWORD = "only-for-this-bench";
    /** Of a cluster's node. */
    private static final int PORTS = 3;

    private static final int MOST_PORT = 65_000;

    private final BenchServers servers = new BenchServers();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<NodeProcess> analyzers = new ArrayList<>();
    private final Path services;
    private final int firstPort = freePorts();
    private final NodeProcess api;
    private final URI apiUrl;
    private final Database database;
    private final JobStore jobs;
    private long submitted;

    BenchCluster() throws IOException, InterruptedException {
        services = Files.createDirectories(servers.folder().resolve("services"));
        Path entry = services.resolve("META-INF/services/" + Analyzer.class.getName());
        Files.createDirectories(entry.getParent());
        Files.writeString(entry, KnownCost.class.getName() + "\n");
        int httpPort = freePorts();
        api = start("api", firstPort, Map.of("ECG_HTTP_PORT", Integer.toString(httpPort)))
                .awaitWord(READY);
        apiUrl = URI.create("http://127.0.0.1:" + httpPort);
        database = Database.connect(vertx, servers.database());
        jobs = new JobStore(database);
        register();
    }

    /** Where the nodes' logs are, and what else the bench writes. */
    Path folder() {
        return servers.folder();
    }

    int firstPort() {
        return firstPort;
    }

    List<NodeProcess> analyzers() {
        return analyzers;
    }

    void addAnalyzer() throws IOException, InterruptedException {
        analyzers.add(start("analyzer", freePorts(), Map.of("ECG_ANALYZER_INSTANCES", "1"))
                .awaitWord(READY));
    }

    /** Submits ECGs whose analysis costs so much. */
    void submit(int count, double cpuMillis) throws IOException, InterruptedException {
        JsonObject choice = new JsonObject()
                .put("name", KnownCost.NAME)
                .put("parameters", new JsonObject().put(KnownCost.MILLIS, cpuMillis));
        String body = new JsonObject()
                .put("analyzers", new JsonArray().add(choice))
                .put(
                        "leads",
                        new JsonArray()
                                .add(new JsonObject().put("name", "I").put("signal", new JsonArray(List.of(1, -1)))))
                .encode();
        for (int i = 0; i < count; i++) {
            expect(202, request("/v1/ecg", body));
            submitted++;
        }
    }

    /** How many of all that was submitted have ended. */
    long ended() {
        JobCounts counts = counts();
        return submitted - counts.queued() - counts.running();
    }

    long submitted() {
        return submitted;
    }

    JobCounts counts() {
        return jobs.counts()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Waits until all has ended; the time from now, in ms. */
    double awaitAll() throws InterruptedException, IOException {
        long begun = System.nanoTime();
        while (ended() < submitted) {
            if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(10)) {
                throw new IOException("jobs are left after ten minutes: " + counts());
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private NodeProcess start(String role, int port, Map<String, String> more) throws IOException {
        String name = role + "-" + port;
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.putAll(Map.of(
                "ECG_ROLES",
                role,
                "ECG_DATA_DIR",
                servers.folder().resolve(name).toString(),
                "ECG_HTTP_PORT",
                "0",
                "ECG_MANAGEMENT_PORT",
                "0",
                "ECG_ADMIN_USERNAME",
                ADMIN,
                "ECG_ADMIN_PASSWORD",
                PASSWORD,
                "ECG_ANALYZER_ISOLATION",
                "none",
                "ECG_CLUSTER_ENABLED",
                "true",
                "ECG_CLUSTER_HOSTS",
                "127.0.0.1:" + firstPort,
                "ECG_CLUSTER_PORT",
                Integer.toString(port)));
        environment.putAll(more);
        return NodeProcess.start(services, servers.folder().resolve(name + ".log"), environment, MAIN, "serve");
    }

    private void register() throws IOException, InterruptedException {
        String body = new JsonObject()
                .put("username", "load")
                .put("password", PASSWORD)
                .encode();
        expect(201, request("/v1/admin/register_user", body));
    }

    private HttpRequest request(String path, String body) {
        String user = path.startsWith("/v1/admin") ? ADMIN : "load";
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(apiUrl.resolve(path))
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

    /** The first of some free ports in a row. */
    static int freePorts() throws IOException {
        while (true) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = first.getLocalPort();
                if (port < MOST_PORT && areFree(port + 1, port + PORTS)) {
                    return port;
                }
            }
        }
    }

    private static boolean areFree(int from, int to) {
        for (int port = from; port < to; port++) {
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            for (NodeProcess analyzer : analyzers) {
                analyzer.close();
            }
            api.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } finally {
            servers.close();
        }
    }
}
