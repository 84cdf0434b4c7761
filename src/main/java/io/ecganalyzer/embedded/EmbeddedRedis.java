package io.ecganalyzer.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Redis on a free loopback port that keeps nothing on disk and lets the least used go when it is full. */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
    private static final int PROBE_MILLIS = 500;

    private final ServerProcess process;
    private final URI uri;

    private EmbeddedRedis(ServerProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts it. Ends what a killed service left there.
     *
     * @param directory where its configuration with a random password and its log are; held by the caller
     * @param programs where its program is unpacked, which several may share
     * @param maxMemoryBytes how much it may hold
     * @throws EmbeddedException if it does not start, with the reason
     */
    public static EmbeddedRedis start(Path directory, Path programs, long maxMemoryBytes) {
        try {
            Path program = new Binaries(programs).redis();
            Path own = PrivateFiles.directory(directory);
            new Leftovers(own, program.getParent()).end(Signal.TERM);
            for (int attempt = 1; ; attempt++) {
                try {
                    return launch(own, program, maxMemoryBytes);
                } catch (EmbeddedException e) {
                    if (attempt == Ports.TRIES) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new EmbeddedException("the embedded Redis cannot be started: " + e, e);
        }
    }

    /** Where it is, with its password. */
    public URI uri() {
        return uri;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.stop(Signal.TERM, STOP_PATIENCE);
    }

    private static EmbeddedRedis launch(Path own, Path program, long maxMemoryBytes) throws IOException {
        int port = Ports.free();
        String password = PrivateFiles.madePassword();
        Path configuration = own.resolve("redis.conf");
        // In a file, because everybody on the machine can read the arguments of a process.
        PrivateFiles.write(configuration, configuration(own, port, password, maxMemoryBytes));
        ServerProcess process = ServerProcess.start(
                "Redis", List.of(program.toString(), configuration.toString()), own, own.resolve("log"));
        process.awaitReady(() -> answers(port, password), START_PATIENCE);
        return new EmbeddedRedis(process, URI.create("redis://:" + password + "@127.0.0.1:" + port));
    }

    /**
     * The bound on what waits to be read by a client is for those who do not log in: a Redis before 7.2.8 has none of its own
     * (CVE-2025-21605). Ours has as much on its way only where cache.max_entry is set to many MiB.
     */
    private static String configuration(Path own, int port, String password, long maxMemoryBytes) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                pidfile "%s"
                maxmemory %d
                maxmemory-policy allkeys-lru
                client-output-buffer-limit normal 32mb 0 0
                save ""
                appendonly no
                databases 1
                loglevel warning
                """.formatted(port, password, own, own.resolve("redis.pid"), maxMemoryBytes);
    }

    /** With the password, so that another server which took the port meanwhile is not taken for ours. */
    private static boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("AUTH " + password + "\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(3), StandardCharsets.US_ASCII).equals("+OK");
        } catch (IOException notYet) {
            return false;
        }
    }
}
