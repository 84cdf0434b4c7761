package io.ecganalyzer.node;

import io.ecganalyzer.bridge.BrokerAddress;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Mode;
import io.ecganalyzer.embedded.EmbeddedException;
import io.ecganalyzer.embedded.EmbeddedPostgres;
import io.ecganalyzer.embedded.EmbeddedRedis;
import io.ecganalyzer.embedded.EmbeddedServices;
import io.ecganalyzer.embedded.EmbeddedServices.Server;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.DatabaseTls;
import io.ecganalyzer.store.PoolLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Where PostgreSQL, Redis and the broker are: external ones as configured, embedded ones as soon as they have started. All
 * embedded ones start at the same time, and each method waits for its own.
 */
final class Servers implements AutoCloseable {
    private final Config config;
    private final EmbeddedServices embedded;

    /** Begins to start the embedded ones in {@code directory}. */
    Servers(Config config, Path directory) {
        this.config = config;
        this.embedded = new EmbeddedServices(
                directory,
                directory.resolve("programs"),
                embeddedOnes(config),
                config.redis().maxMemory().bytes());
    }

    DatabaseSettings database() {
        Config.Database external = config.database();
        PoolLimits limits = PoolLimits.DEFAULTS.withConnections(external.poolSize());
        return started(embedded.postgres())
                .map(Servers::settings)
                .orElseGet(() -> new DatabaseSettings(
                                external.host(),
                                external.port(),
                                external.name(),
                                external.user(),
                                external.password().value())
                        .withTls(new DatabaseTls(
                                DatabaseTls.Mode.valueOf(external.sslMode().name()), external.ca())))
                .withLimits(limits);
    }

    URI redisUri() {
        return started(embedded.redis())
                .map(EmbeddedRedis::uri)
                .orElseGet(() -> URI.create(config.redis().uri().value()));
    }

    BrokerAddress broker() {
        return started(embedded.broker())
                .map(own -> new BrokerAddress(own.uri()))
                .orElseGet(() -> new BrokerAddress(
                        URI.create(config.broker().uri().value()),
                        config.broker().ca()));
    }

    @Override
    public void close() {
        embedded.close();
    }

    private static DatabaseSettings settings(EmbeddedPostgres postgres) {
        return new DatabaseSettings(
                postgres.host(), postgres.port(), postgres.database(), postgres.user(), postgres.password());
    }

    private static <T> Optional<T> started(CompletableFuture<Optional<T>> server) {
        try {
            return server.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EmbeddedException reason) {
                throw new NodeException(reason.getMessage(), reason);
            }
            throw e;
        }
    }

    private static Set<Server> embeddedOnes(Config config) {
        Set<Server> servers = EnumSet.noneOf(Server.class);
        if (config.database().mode() == Mode.EMBEDDED) {
            servers.add(Server.POSTGRES);
        }
        if (config.redis().mode() == Mode.EMBEDDED) {
            servers.add(Server.REDIS);
        }
        if (config.broker().mode() == Mode.EMBEDDED) {
            servers.add(Server.BROKER);
        }
        return servers;
    }
}
