package io.ecganalyzer.node;

import io.ecganalyzer.cluster.TestCluster;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Given;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes in this process that share a database of their own and are one cluster, and a client of their APIs. */
final class TestNodes implements AutoCloseable {
    static final String ADMIN = "root";
    static final String ADMIN_PASSWORD = "the password of root";

    /** A node that runs, and its API where it has one. */
    record Running(Node node, Optional<String> api) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final DatabaseAddress database = Services.shared().freshDatabase();
    private final List<Running> nodes = new ArrayList<>();
    private final int firstPort = TestCluster.freePorts();
    private final Path directory;

    TestNodes(Path directory) {
        this.directory = directory;
    }

    /** A further node of the cluster with these roles and settings. */
    Running start(String roles, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "roles",
                roles,
                "http.port",
                "0",
                "data.dir",
                directory.resolve("node" + nodes.size()).toString(),
                "admin.username",
                ADMIN,
                "admin.password",
                ADMIN_PASSWORD,
                "auth.bcrypt_cost",
                "4",
                "cluster.enabled",
                "true",
                "cluster.hosts",
                "127.0.0.1:" + firstPort,
                "cluster.port",
                Integer.toString(nodes.isEmpty() ? firstPort : TestCluster.freePorts())));
        all.putAll(servers(database));
        all.putAll(settings);
        Node node = new Node(config(all));
        Running running = new Running(node, node.start().apiUrl());
        nodes.add(running);
        return running;
    }

    /** The settings for the servers of the tests. */
    static Map<String, String> servers(DatabaseAddress database) {
        Map<String, String> servers = new HashMap<>(Map.of(
                "database.mode", "external",
                "database.host", database.host(),
                "database.port", Integer.toString(database.port()),
                "database.name", database.database(),
                "database.user", database.user(),
                "database.password", database.password()));
        servers.putAll(Map.of(
                "redis.mode",
                "external",
                "redis.uri",
                Services.shared().redisUri().toString(),
                "broker.mode",
                "external",
                "broker.uri",
                Services.shared().brokerUri().toString()));
        return servers;
    }

    static Config config(Map<String, String> settings) {
        Map<String, Given> given = new HashMap<>();
        settings.forEach((key, value) -> given.put(key, new Given("the test", value)));
        return Config.load(given, Map.of(), Optional.empty());
    }

    List<Running> all() {
        return nodes;
    }

    /** A registered user of that name, whose password is her name twice and more. */
    void register(Running node, String name) {
        HttpResponse<String> answer = send(
                node,
                ADMIN,
                ADMIN_PASSWORD,
                "POST",
                "/v1/admin/register_user",
                "{\"username\":\"" + name + "\",\"password\":\"" + passwordOf(name) + "\"}");
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
    }

    static String passwordOf(String name) {
        return "the password of " + name;
    }

    /** The path of a submitted ECG of one short lead. */
    String submit(Running node, String user) {
        return submit(node, user, "{\"sampling_rate\":500,\"leads\":[{\"name\":\"II\",\"signal\":[5,0,-4,23,-9]}]}");
    }

    /** The path of that ECG, submitted. */
    String submit(Running node, String user, String body) {
        HttpResponse<String> answer = send(node, user, passwordOf(user), "POST", "/v1/ecg", body);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    HttpResponse<String> get(Running node, String user, String path, String... headers) {
        return send(node, user, passwordOf(user), "GET", path, null, headers);
    }

    HttpResponse<String> send(
            Running node, String user, String password, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(node.api().orElseThrow() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", RawHttp.basic(user, password))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    @Override
    public void close() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).node().close();
        }
    }
}
