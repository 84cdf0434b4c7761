package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.bench.Folders;
import io.ecganalyzer.embedded.EmbeddedPostgres;
import io.ecganalyzer.embedded.EmbeddedServices;
import io.ecganalyzer.embedded.EmbeddedServices.Server;
import io.ecganalyzer.store.DatabaseSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

/** A PostgreSQL, a Redis and a broker that the nodes of the bench share, in a folder that goes with them. */
final class BenchServers implements AutoCloseable {
    private static final long REDIS_BYTES = 64L << 20;

    private final Path folder;
    private final EmbeddedServices servers;
    private final Map<String, String> environment;

    /** Reachable from all places. */
    BenchServers(Vertx vertx, Places places) throws IOException {
        folder = Files.createTempDirectory("ecg-bench-cluster");
        servers = new EmbeddedServices(
                folder.resolve("servers"), folder.resolve("programs"), EnumSet.allOf(Server.class), REDIS_BYTES);
        environment = environment(vertx, places);
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
        return environment;
    }

    private Map<String, String> environment(Vertx vertx, Places places) {
        DatabaseSettings database = database();
        URI postgres = places.reachable(vertx, URI.create("postgresql://" + database.host() + ":" + database.port()));
        URI redis = places.reachable(vertx, servers.redis().join().orElseThrow().uri());
        URI broker =
                places.reachable(vertx, servers.broker().join().orElseThrow().uri());
        return Map.of(
                "ECG_DATABASE_MODE", "external",
                "ECG_DATABASE_HOST", postgres.getHost(),
                "ECG_DATABASE_PORT", Integer.toString(postgres.getPort()),
                "ECG_DATABASE_NAME", database.database(),
                "ECG_DATABASE_USER", database.user(),
                "ECG_DATABASE_PASSWORD", database.password(),
                "ECG_REDIS_MODE", "external",
                "ECG_REDIS_URI", redis.toString(),
                "ECG_BROKER_MODE", "external",
                "ECG_BROKER_URI", broker.toString());
    }

    @Override
    public void close() throws IOException {
        servers.close();
        Folders.delete(folder);
    }
}
