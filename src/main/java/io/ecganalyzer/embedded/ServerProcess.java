package io.ecganalyzer.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server as a child process. It runs in a session of its own: the interrupt that a terminal sends at Ctrl-C goes to
 * every process of the foreground group, and the servers must outlive the clients that are still working with them.
 */
final class ServerProcess {
    /** Enough to hold what matters of the last starts; PostgreSQL and Redis write warnings only. */
    private static final long LOG_BYTES_KEPT = 1 << 20;

    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server.
     *
     * @param directory its working directory, by which the next start would know a leftover as ours
     * @param log gets what it prints
     */
    static ServerProcess start(String name, List<String> command, Path directory, Path log) throws IOException {
        keepBounded(log);
        List<String> detached = new ArrayList<>(wrapper("setsid"));
        detached.addAll(command);
        Process process = new ProcessBuilder(detached)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(name, process, log);
    }

    /** The command that runs another one, if this machine has it. */
    static List<String> wrapper(String program, String... arguments) {
        boolean present = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!present) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments));
        return words;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Waits until it is ready; fails with the last line it printed if it ends or takes longer than {@code patience}. */
    void awaitReady(Readiness readiness, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!readiness.isReady()) {
            if (!process.isAlive()) {
                throw new EmbeddedException("the embedded " + name + " ended while it started: " + lastLine());
            }
            if (System.nanoTime() > deadline) {
                stop(Signal.KILL, POLL);
                throw new EmbeddedException(
                        "the embedded " + name + " was not ready after " + patience.toSeconds() + " s; see " + log);
            }
            pause();
        }
    }

    /** Waits for the end of a command that does one thing; fails with the last line it printed if that went wrong. */
    void awaitEnd(Duration patience) throws IOException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                stop(Signal.KILL, POLL);
                throw new EmbeddedException(name + " took longer than " + patience.toSeconds() + " s; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new EmbeddedException(name + " failed: " + lastLine());
        }
    }

    /** Asks it to stop, and kills it when it has not within {@code patience}. */
    void stop(Signal signal, Duration patience) throws IOException {
        if (!process.isAlive()) {
            return;
        }
        signal.send(process.pid());
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Signal.KILL.send(process.pid());
                process.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " stopped", e);
        }
    }

    private String lastLine() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("no output");
        }
    }

    private static void keepBounded(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_KEPT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    interface Readiness {
        boolean isReady() throws IOException;
    }
}
