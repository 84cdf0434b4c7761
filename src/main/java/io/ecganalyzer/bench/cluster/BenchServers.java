package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.embedded.EmbeddedPostgres;
import io.ecganalyzer.embedded.EmbeddedServices;
import io.ecganalyzer.embedded.EmbeddedServices.Server;
import io.ecganalyzer.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL, a Redis and a broker that the nodes of the bench share, in a folder that goes with them. */
final class BenchServers implements AutoCloseable {
    private static final long REDIS_BYTES = 64L << 20;

    private final Path folder;
    private final EmbeddedServices servers;

    BenchServers() throws IOException {
        folder = Files.createTempDirectory("ecg-bench-cluster");
        servers = new EmbeddedServices(
                folder.resolve("servers"), folder.resolve("programs"), EnumSet.allOf(Server.class), REDIS_BYTES);
    }

    Path folder() {
        return folder;
    }

    DatabaseSettings database() {
        EmbeddedPostgres postgres = servers.postgres().join().orElseThrow();
        return new DatabaseSettings(
                postgres.host(), postgres.port(), postgres.database(), postgres.user(), postgres.password());
    }

    /** What a node needs to know to use them. */
    Map<String, String> environment() {
        DatabaseSettings database = database();
        Map<String, String> environment = new HashMap<>(Map.of(
                "ECG_DATABASE_MODE", "external",
                "ECG_DATABASE_HOST", database.host(),
                "ECG_DATABASE_PORT", Integer.toString(database.port()),
                "ECG_DATABASE_NAME", database.database(),
                "ECG_DATABASE_USER", database.user(),
                "ECG_DATABASE_PASSWORD", database.password()));
        environment.put("ECG_REDIS_MODE", "external");
        environment.put(
                "ECG_REDIS_URI", servers.redis().join().orElseThrow().uri().toString());
        environment.put("ECG_BROKER_MODE", "external");
        environment.put(
                "ECG_BROKER_URI", servers.broker().join().orElseThrow().uri().toString());
        return environment;
    }

    @Override
    public void close() throws IOException {
        servers.close();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
