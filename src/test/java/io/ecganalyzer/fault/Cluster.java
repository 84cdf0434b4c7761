package io.ecganalyzer.fault;

import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The nodes of one scenario on a database and a virtual host of their own. */
final class Cluster implements AutoCloseable {
    static final String ADMIN = "root";
    static final String ADMIN_PASSWORD = "the password of root";

    private final FaultServers servers = FaultServers.shared();
    private final Path directory = servers.freshDirectory();
    private final DatabaseAddress database;
    private final PostgresServer postgres;
    private final String virtualHost = "fault-" + UUID.randomUUID();
    private final Map<String, String> settings = new HashMap<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    /** With these settings beside the usual ones, by their keys. */
    Cluster(Map<String, String> given) {
        this(FaultServers.shared().postgres(), given);
    }

    /** On a PostgreSQL of its own. */
    Cluster(PostgresServer postgres, Map<String, String> given) {
        this.postgres = postgres;
        this.database = postgres.freshDatabase();
        servers.rabbit().control("add_vhost", virtualHost);
        servers.rabbit().control("set_permissions", "-p", virtualHost, "guest", ".*", ".*", ".*");
        settings.put("http.port", "0");
        settings.put("admin.username", ADMIN);
        settings.put("admin.password", ADMIN_PASSWORD);
        settings.put("auth.bcrypt_cost", "4");
        settings.put("database.mode", "external");
        settings.put("database.host", "127.0.0.1");
        settings.put("database.port", Integer.toString(postgres.proxy().port()));
        settings.put("database.name", database.database());
        settings.put("database.user", database.user());
        settings.put("database.password", database.password());
        settings.put("redis.mode", "external");
        settings.put("redis.uri", servers.redis().uri().toString());
        settings.put("broker.mode", "external");
        settings.put("broker.uri", servers.rabbit().uri(virtualHost).toString());
        settings.putAll(given);
    }

    FaultServers servers() {
        return servers;
    }

    String virtualHost() {
        return virtualHost;
    }

    Database database() {
        return new Database(postgres, database.database());
    }

    Path directory() {
        return directory;
    }

    /** Starts a node of that role and waits until it has started. */
    NodeProcess start(String role, String name) {
        return begin(role, name, Launch.USUAL).awaitStarted();
    }

    /** Starts a node and does not wait for it; one of the same name before it left its data. */
    NodeProcess begin(String role, String name, Launch how) {
        return begin(role, name, how, Map.of());
    }

    /** With settings of its own. */
    NodeProcess begin(String role, String name, Launch how, Map<String, String> own) {
        Path home = directory.resolve(name);
        Map<String, String> all = new HashMap<>(settings);
        all.put("roles", role);
        all.put("data.dir", home.resolve("data").toString());
        all.putAll(own);
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NodeProcess node = NodeProcess.begin(name, home, all, how);
        nodes.add(node);
        servers.endsWithThem(node);
        return node;
    }

    @Override
    public void close() {
        nodes.stream().filter(NodeProcess::isAlive).forEach(NodeProcess::kill);
        servers.rabbit().control("delete_vhost", virtualHost);
        Trees.delete(directory);
    }
}
