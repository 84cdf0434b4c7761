package io.ecganalyzer.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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
     * @param programs where their programs are unpacked, which several services may share
     * @param servers which ones; the others' futures complete as empty
     * @param redisMemoryBytes how much Redis may hold
     */
    public EmbeddedServices(Path directory, Path programs, Set<Server> servers, long redisMemoryBytes) {
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

    /** Ends what a killed service left below a directory that will not be used again; a start ends it by itself. */
    public static void endLeftovers(Path directory, Path programs) throws IOException {
        if (Files.isDirectory(directory) && Files.isDirectory(programs)) {
            // Both Redis and PostgreSQL stop at once on an interrupt.
            new Leftovers(directory.toRealPath(), programs.toRealPath()).end(Signal.INT);
        }
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

    /** Ends what was started, all at the same time, and waits for it; also for what is just starting. */
    @Override
    public void close() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> end(broker), onThread("end-broker")),
                        CompletableFuture.runAsync(() -> end(redis), onThread("end-redis")),
                        CompletableFuture.runAsync(() -> end(postgres), onThread("end-postgresql")))
                .join();
    }

    private static <T> CompletableFuture<Optional<T>> begin(boolean wanted, String name, Supplier<T> start) {
        return wanted
                ? CompletableFuture.supplyAsync(() -> Optional.of(start.get()), onThread(name))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /** A thread of its own, because it blocks for seconds. */
    private static Executor onThread(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        };
    }

    private static <T extends AutoCloseable> void end(CompletableFuture<Optional<T>> server) {
        try {
            Optional<T> started = server.join();
            if (started.isPresent()) {
                started.get().close();
            }
        } catch (CompletionException neverStarted) {
            LOG.atDebug().setCause(neverStarted).log("An embedded server had not started");
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("An embedded server did not end in order");
        }
    }
}
