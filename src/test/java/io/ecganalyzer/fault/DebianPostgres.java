package io.ecganalyzer.fault;

import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Trees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A private PostgreSQL of Debian's packages on loopback with the tools of its version, run as their user. */
final class DebianPostgres implements AutoCloseable {
    private static final String USER = "postgres";

    /** Anybody is trusted; a node does not start without one. */
    private static final String PASSWORD = "not asked for";

    private final Path programs;
    private final Path directory;
    private final int port;

    DebianPostgres(Path programs) throws IOException {
        this.programs = programs;
        this.directory = Files.createTempDirectory("ecg-fault-debian");
        this.port = FaultServers.freePort();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        String data = directory.resolve("data").toString();
        run("initdb", "--pgdata=" + data, "--auth=trust", "--username=" + USER, "--locale=C.UTF-8");
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=";
        run(
                "pg_ctl",
                "start",
                "--wait",
                "--pgdata=" + data,
                "--log=" + directory.resolve("log"),
                "--options=" + options);
    }

    /** Runs one of its tools, which finds the server by its variables. */
    void run(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("runuser", "-u", USER, "--", "env", "PGHOST=127.0.0.1", "PGPORT=" + port));
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        File output = directory.resolve("output").toFile();
        try {
            int code = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(output))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(output.toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One that its user can write. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** A node's, for one of its databases. */
    Map<String, String> settings(String database) {
        return Map.of(
                "database.host", "127.0.0.1",
                "database.port", Integer.toString(port),
                "database.name", database,
                "database.user", USER,
                "database.password", PASSWORD);
    }

    Database database(String name) {
        return new Database(new DatabaseAddress("127.0.0.1", port, name, USER, PASSWORD));
    }

    @Override
    public void close() {
        run("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + directory.resolve("data"));
        Trees.delete(directory);
    }
}
