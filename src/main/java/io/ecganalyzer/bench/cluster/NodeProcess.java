package io.ecganalyzer.bench.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node that is a process of its own. */
final class NodeProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final int END_SECONDS = 30;

    private final Process process;
    private final Places.Place place;
    private final Path log;
    private Optional<CpuShare> share = Optional.empty();

    private NodeProcess(Process process, Places.Place place, Path log) {
        this.process = process;
        this.place = place;
        this.log = log;
    }

    /**
     * Starts a main class of ours with this process's class path and, before it, a folder.
     *
     * @param place where it is to run
     * @param environment settings, as variables
     */
    static NodeProcess start(
            Places.Place place, Path first, Path log, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(place.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Processes that live for a minute gain nothing by the second compiler, and its work would be measured as
        // theirs.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", first + java.io.File.pathSeparator + System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ECG_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // It does not outlive a bench that is stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-node"));
        return new NodeProcess(process, place, log);
    }

    /** Waits until it has printed this. */
    NodeProcess awaitWord(String word) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.readString(log).contains(word)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String said = Files.readString(log);
                close();
                throw new IOException("a node did not start: " + said);
            }
            Thread.sleep(100);
        }
        return this;
    }

    /**
     * Gives it a share of one processor from now on.
     *
     * @return by which means
     */
    String limit(double ofOneProcessor) throws IOException {
        unlimit();
        share = Optional.of(CpuShare.of(process.pid(), ofOneProcessor));
        return share.get().means();
    }

    void unlimit() throws IOException {
        if (share.isPresent()) {
            share.get().close();
            share = Optional.empty();
        }
    }

    /** Processor time since its start, in seconds. */
    double usedSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    Places.Place place() {
        return place;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            unlimit();
            process.destroy();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
