package io.ecganalyzer.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded servers of one node, all started at the same time; who needs one waits for that one only. Everything is
 * below one directory, whose lock the caller holds.
 */
public final class EmbeddedServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServices.class);

    /** Which servers there are. */
    public enum Server {
        POSTGRES,
        REDIS,
        BROKER
    }

    private final CompletableFuture<Optional<EmbeddedPostgres>> postgres;
    private final CompletableFuture<Optional<EmbeddedRedis>> redis;
    private final CompletableFuture<Optional<EmbeddedBroker>> broker;

    /**
     * Begins to start servers, each on a thread of its own, and returns at once.
     *
     * @param directory where they keep all they write
     * @param servers which ones; the others' futures complete as empty
     * @param redisMemoryBytes how much Redis may hold
     */
    public EmbeddedServices(Path directory, Set<Server> servers, long redisMemoryBytes) {
        Path programs = directory.resolve("programs");
        this.postgres = begin(
                servers.contains(Server.POSTGRES),
                "embedded-postgresql",
                () -> EmbeddedPostgres.start(directory.resolve("postgresql"), programs));
        this.redis = begin(
                servers.contains(Server.REDIS),
                "embedded-redis",
                () -> EmbeddedRedis.start(directory.resolve("redis"), programs, redisMemoryBytes));
        this.broker = begin(
                servers.contains(Server.BROKER),
                "embedded-broker",
                () -> EmbeddedBroker.start(directory.resolve("broker")));
    }

    public CompletableFuture<Optional<EmbeddedPostgres>> postgres() {
        return postgres;
    }

    public CompletableFuture<Optional<EmbeddedRedis>> redis() {
        return redis;
    }

    public CompletableFuture<Optional<EmbeddedBroker>> broker() {
        return broker;
    }

    /** Ends what was started, the database last; waits for what is just starting. */
    @Override
    public void close() {
        end(broker);
        end(redis);
        end(postgres);
    }

    private static <T> CompletableFuture<Optional<T>> begin(boolean wanted, String name, Supplier<T> start) {
        CompletableFuture<Optional<T>> started = new CompletableFuture<>();
        if (!wanted) {
            started.complete(Optional.empty());
            return started;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        started.complete(Optional.of(start.get()));
                    } catch (RuntimeException e) {
                        started.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private static <T extends AutoCloseable> void end(CompletableFuture<Optional<T>> server) {
        Optional<T> started;
        try {
            started = server.join();
        } catch (CompletionException neverStarted) {
            return;
        }
        if (started.isPresent()) {
            try {
                started.get().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("an embedded server did not end in order");
            }
        }
    }
}
