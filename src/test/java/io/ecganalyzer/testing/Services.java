package io.ecganalyzer.testing;

import io.ecganalyzer.embedded.EmbeddedServices;
import io.ecganalyzer.embedded.EmbeddedServices.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A real PostgreSQL, Redis and AMQP broker for tests, started once a JVM and ended with it. Each can be an external one
 * instead, named by the same variables as for the service: {@code ECG_DATABASE_MODE=external} with
 * {@code ECG_DATABASE_HOST}, {@code _PORT}, {@code _NAME}, {@code _USER}, {@code _PASSWORD} (a user that may create
 * databases), {@code ECG_REDIS_MODE=external} with {@code ECG_REDIS_URI}, {@code ECG_BROKER_MODE=external} with
 * {@code ECG_BROKER_URI}.
 */
public final class Services {
    private static final long REDIS_BYTES = 64L << 20;

    private final EmbeddedServices embedded;
    private final Map<String, String> environment;

    private Services(Map<String, String> environment) {
        this.environment = environment;
        try {
            ServicesDirectory directory = ServicesDirectory.take();
            this.embedded =
                    new EmbeddedServices(directory.path(), ServicesDirectory.programs(), embeddedOnes(), REDIS_BYTES);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(directory), "services-end"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Services shared() {
        return Holder.SERVICES;
    }

    /** An empty database of its own; nobody else gets the same. */
    public DatabaseAddress freshDatabase() {
        DatabaseAddress server = databaseServer();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the test", e);
        }
        return server.withDatabase(name);
    }

    /** The one Redis, which all tests share: use keys of your own. */
    public URI redisUri() {
        return isExternal("ECG_REDIS_MODE")
                ? URI.create(value("ECG_REDIS_URI"))
                : embedded.redis().join().orElseThrow().uri();
    }

    /** The one broker, which all tests share: use queues of your own. */
    public URI brokerUri() {
        return isExternal("ECG_BROKER_MODE")
                ? URI.create(value("ECG_BROKER_URI"))
                : embedded.broker().join().orElseThrow().uri();
    }

    private DatabaseAddress databaseServer() {
        if (isExternal("ECG_DATABASE_MODE")) {
            return new DatabaseAddress(
                    value("ECG_DATABASE_HOST"),
                    Integer.parseInt(environment.getOrDefault("ECG_DATABASE_PORT", "5432")),
                    value("ECG_DATABASE_NAME"),
                    value("ECG_DATABASE_USER"),
                    value("ECG_DATABASE_PASSWORD"));
        }
        var postgres = embedded.postgres().join().orElseThrow();
        return new DatabaseAddress(
                postgres.host(), postgres.port(), postgres.database(), postgres.user(), postgres.password());
    }

    private Set<Server> embeddedOnes() {
        Set<Server> servers = EnumSet.noneOf(Server.class);
        if (!isExternal("ECG_DATABASE_MODE")) {
            servers.add(Server.POSTGRES);
        }
        if (!isExternal("ECG_REDIS_MODE")) {
            servers.add(Server.REDIS);
        }
        if (!isExternal("ECG_BROKER_MODE")) {
            servers.add(Server.BROKER);
        }
        return servers;
    }

    private boolean isExternal(String mode) {
        return "external".equals(environment.get(mode));
    }

    private String value(String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " is not set");
        }
        return value;
    }

    private void end(ServicesDirectory directory) {
        embedded.close();
        try {
            directory.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts when a test first asks. */
    private static final class Holder {
        static final Services SERVICES = new Services(System.getenv());
    }
}
