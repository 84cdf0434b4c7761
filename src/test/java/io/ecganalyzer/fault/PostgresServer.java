package io.ecganalyzer.fault;

import io.ecganalyzer.embedded.EmbeddedPostgres;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Proxy;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A PostgreSQL that can be broken, and the proxy by which nodes reach it, at one address whatever happens to the server. */
final class PostgresServer implements AutoCloseable {
    private final Path directory;
    private final Path programs;
    private final Proxy proxy;
    private EmbeddedPostgres server;

    PostgresServer(Vertx vertx, Path directory, Path programs) {
        this.directory = directory;
        this.programs = programs;
        server = EmbeddedPostgres.start(directory, programs);
        proxy = new Proxy(vertx, server.host(), server.port());
    }

    /** What stands between the nodes and the server. */
    Proxy proxy() {
        return proxy;
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        Signals.kill(pid());
    }

    void freeze() {
        Signals.freeze(pid());
    }

    void thaw() {
        Signals.thaw(pid());
    }

    /** Starts it again where its data is. */
    void start() {
        server = EmbeddedPostgres.start(directory, programs);
        proxy.leadTo(server.host(), server.port());
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readAllLines(directory.resolve("cluster/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty database of its own, by its direct address. */
    DatabaseAddress freshDatabase() {
        String name = "fault_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = connect(server.database());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the scenario", e);
        }
        return address(name);
    }

    /** Past the proxy. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(address(database).jdbcUrl(), server.user(), server.password());
    }

    /** Past the proxy. */
    DatabaseAddress address(String database) {
        return new DatabaseAddress(server.host(), server.port(), database, server.user(), server.password());
    }

    @Override
    public void close() {
        proxy.close();
        stop();
    }
}
