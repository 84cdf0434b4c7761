package io.ecganalyzer.fault;

import io.ecganalyzer.embedded.EmbeddedRedis;
import io.ecganalyzer.testing.Proxy;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Redis that can be broken, and the proxy by which nodes reach it. Started again, it has its password and is empty. */
final class RedisServer implements AutoCloseable {
    private final Path directory;
    private final Path program;
    private final URI direct;
    private final Proxy proxy;
    private AutoCloseable server;

    RedisServer(Vertx vertx, Path directory, Path programs, long maxMemoryBytes) {
        this.directory = directory;
        EmbeddedRedis first = EmbeddedRedis.start(directory, programs, maxMemoryBytes);
        server = first;
        direct = first.uri();
        program = programOf(directory);
        proxy = new Proxy(vertx, direct.getHost(), direct.getPort());
    }

    private static Path programOf(Path directory) {
        try {
            String pid = Files.readString(directory.resolve("redis.pid")).strip();
            return Files.readSymbolicLink(Path.of("/proc", pid, "exe"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Proxy proxy() {
        return proxy;
    }

    /** By the proxy. */
    URI uri() {
        return URI.create("redis://" + direct.getUserInfo() + "@127.0.0.1:" + proxy.port());
    }

    void stop() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("Redis did not stop", e);
        }
    }

    void start() {
        try {
            Process process = new ProcessBuilder(List.of(
                            program.toString(), directory.resolve("redis.conf").toString()))
                    .directory(directory.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
            server = () -> process.destroyForcibly().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets everything at once. */
    void flush() {
        String password = direct.getUserInfo().substring(1);
        try (Socket socket = new Socket(direct.getHost(), direct.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("AUTH " + password + "\r\nFLUSHALL\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(10), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK\r\n+OK\r\n")) {
                throw new IllegalStateException("Redis was not flushed: " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        stop();
    }
}
