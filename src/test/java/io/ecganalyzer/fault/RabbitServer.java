package io.ecganalyzer.fault;

import io.ecganalyzer.testing.Proxy;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A private RabbitMQ of Debian's packages on loopback that can be broken, and the proxy by which nodes reach it. */
final class RabbitServer implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(150);
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Map<String, String> environment;
    private final Proxy proxy;
    private Process process;

    /** Not started yet: nodes find nobody behind the proxy. */
    RabbitServer(Vertx vertx, Path directory) {
        this.directory = directory;
        int port = FaultServers.freePort();
        environment = environment(port);
        proxy = new Proxy(vertx, "127.0.0.1", port);
        try {
            // Debian's scripts run the server as a user of its own.
            Files.createDirectories(directory.resolve("mnesia"));
            Files.createDirectories(directory.resolve("log"));
            Files.writeString(directory.resolve("enabled_plugins"), "[].");
            Files.writeString(directory.resolve("rabbitmq.conf"), "");
            for (String each : List.of("", "mnesia", "log")) {
                Files.setPosixFilePermissions(directory.resolve(each), PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment(int port) {
        return Map.ofEntries(
                Map.entry("RABBITMQ_NODENAME", "ecgfault" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(FaultServers.freePort())),
                Map.entry("ERL_EPMD_PORT", Integer.toString(FaultServers.freePort())),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", directory.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        directory.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq").toString()));
    }

    Proxy proxy() {
        return proxy;
    }

    /** By the proxy, in a virtual host. */
    URI uri(String virtualHost) {
        return URI.create("amqp://guest:guest@127.0.0.1:" + proxy.port() + "/" + virtualHost);
    }

    /** Starts it, or starts it again with what is on its disk, and waits until it takes messages. */
    void start() {
        Path log = directory.resolve("startup.log");
        process = run(List.of("rabbitmq-server"), log);
        try {
            Awaitility.await("RabbitMQ")
                    .atMost(START_PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> end(run(List.of("rabbitmqctl", "-q", "await_startup", "--timeout", "20"), null)) == 0);
        } catch (ConditionTimeoutException late) {
            throw new IllegalStateException("RabbitMQ did not start:\n" + text(log), late);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        control("stop");
        end(process);
    }

    /** Ends the virtual machine without a word. */
    void kill() {
        String pid = control("eval", "os:getpid().").replaceAll("\\D", "");
        Signals.kill(Long.parseLong(pid));
        end(process);
    }

    /** What {@code rabbitmqctl} answers. */
    String control(String... words) {
        List<String> command = new ArrayList<>(List.of("rabbitmqctl", "-q"));
        command.addAll(List.of(words));
        try {
            Path answer = Files.createTempFile(directory, "answer", ".txt");
            int code = end(run(command, answer));
            String text = text(answer);
            Files.delete(answer);
            if (code != 0) {
                throw new IllegalStateException(command + " failed: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(
                        output == null
                                ? ProcessBuilder.Redirect.DISCARD
                                : ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int end(Process process) {
        try {
            if (!process.waitFor(COMMAND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(process.info().command() + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        if (process != null && process.isAlive()) {
            stop();
        }
        if (process != null) {
            end(run(List.of("epmd", "-port", environment.get("ERL_EPMD_PORT"), "-kill"), null));
        }
    }
}
