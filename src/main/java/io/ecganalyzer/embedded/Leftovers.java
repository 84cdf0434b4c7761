package io.ecganalyzer.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service that was killed left running. A process is ours only if it runs a program of ours <em>and</em> works in
 * the directory that is about to be used: a number in a pid file may belong to anybody by now. Whoever calls this holds the
 * data directory's lock, so no living service has servers there.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path directory;
    private final Path programs;

    /**
     * Where to look.
     *
     * @param directory the server's directory, its working directory or above it
     * @param programs where its program was unpacked
     */
    Leftovers(Path directory, Path programs) {
        this.directory = directory;
        this.programs = programs;
    }

    /** Asks the ones that no other one of them started to stop, waits, and kills what still runs. */
    void end(Signal signal) throws IOException {
        List<ProcessHandle> found = find();
        if (found.isEmpty()) {
            return;
        }
        LOG.atWarn().addKeyValue("processes", found.size()).log("ending what a killed service left running");
        for (ProcessHandle process : found) {
            if (process.parent().map(parent -> !found.contains(parent)).orElse(true)) {
                signal.send(process.pid());
            }
        }
        if (!allGoneWithin(found, PATIENCE)) {
            for (ProcessHandle process : found) {
                Signal.KILL.send(process.pid());
            }
            if (!allGoneWithin(found, PATIENCE)) {
                throw new EmbeddedException("a server that a killed service left in " + directory + " does not end");
            }
        }
    }

    List<ProcessHandle> find() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        return linkStartsWith(proc.resolve("cwd"), directory) && linkStartsWith(proc.resolve("exe"), programs);
    }

    /** Another user's links cannot be read, and then the process is not ours. */
    private static boolean linkStartsWith(Path link, Path start) {
        try {
            return Files.readSymbolicLink(link).startsWith(start);
        } catch (IOException | SecurityException unreadable) {
            return false;
        }
    }

    private boolean allGoneWithin(List<ProcessHandle> processes, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        // Asked by what they are, not by their number: a zombie that nobody reaps has no program any more.
        while (processes.stream().anyMatch(this::isOurs)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
