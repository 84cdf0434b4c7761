package io.ecganalyzer.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A PostgreSQL on a free loopback port, durable below its directory. PostgreSQL refuses to run as root, so root starts it
 * in a user namespace in which it is nobody in particular.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "ecg";
    private static final String DATABASE = "postgres";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(8);
    private static final String HOST = "127.0.0.1";
    /** PostgreSQL documentation, "Database File Layout": the process, the port in the fourth line, and READY in the last. */
    private static final String PID_FILE = "postmaster.pid";

    private static final String READY = "ready";

    /** What a small machine needs; durability is on, whatever else is saved. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "32MB"),
            // Signals are written once and read once: a small cache of ours over the kernel's is enough.
            Map.entry("effective_cache_size", "512MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("jit", "off"),
            // No replica and no archive reads the log: the least of it is written, and seldom is a page written whole.
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_logical_replication_workers", "0"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("checkpoint_timeout", "10min"),
            // Statements are short: parallel workers and I/O processes would only take memory.
            Map.entry("max_parallel_workers", "0"),
            Map.entry("io_method", "sync"),
            // Everything that is written is written below the directory, not to /dev/shm.
            Map.entry("dynamic_shared_memory_type", "mmap"),
            Map.entry("log_min_messages", "warning"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC")));

    private final ServerProcess process;
    private final int port;
    private final String password;

    private EmbeddedPostgres(ServerProcess process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it, and makes the cluster with a random password if there is none. Ends what a killed service left there.
     *
     * @param directory where its data and password are; held by the caller
     * @param programs where its programs are unpacked, which several may share
     * @throws EmbeddedException if it does not start, with the reason
     */
    public static EmbeddedPostgres start(Path directory, Path programs) {
        try {
            Path home = new Binaries(programs).postgres();
            Path own = PrivateFiles.directory(directory);
            Path cluster = own.resolve("cluster");
            new Leftovers(own, home).end(Signal.INT);
            if (!Files.exists(cluster)) {
                create(own, home, cluster);
            }
            String password = Files.readString(own.resolve("password")).strip();
            // A number in it that some other process has by now would stop the start; nothing of ours runs any more.
            Files.deleteIfExists(cluster.resolve(PID_FILE));
            return launch(own, home, cluster, password);
        } catch (IOException e) {
            throw new EmbeddedException("the embedded PostgreSQL cannot be started: " + e, e);
        }
    }

    /** How the one that another process runs is reached. */
    public record Address(String host, int port, String database, String user, String password) {
        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + database;
        }
    }

    /**
     * The one that another process runs in a directory, or empty where none does.
     *
     * @param directory as it was given to {@link #start}
     */
    public static Optional<Address> running(Path directory) throws IOException {
        Path file = directory.resolve("cluster").resolve(PID_FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        boolean runs = lines.size() > 7
                && lines.get(7).strip().equals(READY)
                && ProcessHandle.of(Long.parseLong(lines.get(0).strip())).isPresent();
        return runs
                ? Optional.of(new Address(
                        HOST,
                        Integer.parseInt(lines.get(3).strip()),
                        DATABASE,
                        USER,
                        Files.readString(directory.resolve("password")).strip()))
                : Optional.empty();
    }

    /** The address on which only this machine reaches it. */
    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** A database that is there from the start. */
    public String database() {
        return DATABASE;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops it at once but in order: transactions that run are rolled back, all that was committed is on the disk. */
    @Override
    public void close() throws IOException {
        process.stop(Signal.INT, STOP_PATIENCE);
    }

    private static EmbeddedPostgres launch(Path own, Path home, Path cluster, String password) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            ServerProcess process =
                    ServerProcess.start("PostgreSQL", command(home, cluster, port), own, own.resolve("log"));
            try {
                process.awaitReady(() -> isReady(cluster, process.pid()), START_PATIENCE);
                return new EmbeddedPostgres(process, port, password);
            } catch (EmbeddedException e) {
                if (attempt == Ports.TRIES) {
                    throw e;
                }
            }
        }
    }

    private static List<String> command(Path home, Path cluster, int port) {
        List<String> command = new ArrayList<>(asNobody());
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", cluster.toString(), "-p", "" + port));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static boolean isReady(Path cluster, long pid) throws IOException {
        Path file = cluster.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() > 7
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals(READY);
    }

    /** In a directory that gets its name when it is complete, so that a kill in between leaves nothing half made. */
    private static void create(Path own, Path home, Path cluster) throws IOException {
        Path fresh = own.resolve("cluster.new");
        PrivateFiles.deleteTree(fresh);
        Path password = own.resolve("password");
        PrivateFiles.write(password, PrivateFiles.madePassword() + "\n");
        List<String> command = new ArrayList<>(asNobody());
        command.addAll(List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        ServerProcess initdb = ServerProcess.start("PostgreSQL's initdb", command, own, own.resolve("log"));
        initdb.awaitEnd(START_PATIENCE);
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> asNobody() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        List<String> unshare = ServerProcess.wrapper("unshare", "--user");
        if (unshare.isEmpty()) {
            throw new EmbeddedException("PostgreSQL does not run as root and there is no unshare command:"
                    + " run the service as another user, or name an external database");
        }
        return unshare;
    }
}
