package io.ecganalyzer.fault;

import io.ecganalyzer.testing.Trees;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** PostgreSQL, Redis and RabbitMQ, started once for all scenarios, each behind its proxy. A scenario leaves them whole. */
final class FaultServers {
    private static final long REDIS_BYTES = 64L << 20;
    /** Where the programs of the embedded servers are unpacked. */
    static final Path PROGRAMS = Path.of("target", "test-services", "programs");

    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final RabbitServer rabbit;
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();

    private FaultServers() {
        try {
            // Not below the build's directory: the server of RabbitMQ runs as another user and must reach its own.
            directory = Files.createTempDirectory("ecg-fault");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path rabbitDirectory = Files.createDirectory(directory.resolve("rabbitmq"));
            postgres = new PostgresServer(vertx, directory.resolve("postgresql"), PROGRAMS);
            redis = new RedisServer(vertx, directory.resolve("redis"), PROGRAMS, REDIS_BYTES);
            rabbit = new RabbitServer(vertx, rabbitDirectory);
            rabbit.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "fault-servers-end"));
    }

    static FaultServers shared() {
        return Holder.SERVERS;
    }

    Vertx vertx() {
        return vertx;
    }

    PostgresServer postgres() {
        return postgres;
    }

    RedisServer redis() {
        return redis;
    }

    RabbitServer rabbit() {
        return rabbit;
    }

    /** A directory of its own for a scenario. */
    Path freshDirectory() {
        try {
            return Files.createTempDirectory(directory, "scenario");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody uses now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a suite that is ended from outside no node is left behind. */
    void endsWithThem(NodeProcess node) {
        nodes.add(node);
    }

    private void end() {
        nodes.stream().filter(NodeProcess::isAlive).forEach(NodeProcess::kill);
        rabbit.close();
        redis.close();
        postgres.close();
        Trees.delete(directory);
    }

    /** Starts when a scenario first asks. */
    private static final class Holder {
        static final FaultServers SERVERS = new FaultServers();
    }
}
