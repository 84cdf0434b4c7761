package io.ecganalyzer.bench.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stops a process whenever it has used its share of a processor since the beginning, and lets it go on when it has not. Needs no rights
 * but over the process. Coarser than a control group, as the kernel counts processor time in steps of 10 ms, but as exact over seconds.
 */
final class DutyCycle implements CpuShare {
    private static final long LOOK_MILLIS = 5;

    /** What was not used in time is not made up for by more than this. */
    private static final double MOST_SAVED_NANOS = 50e6;

    private final ProcessHandle process;
    private final double share;
    private final ScheduledExecutorService looks;
    private final ScheduledFuture<?> looking;
    private final Process shell;
    private final PrintStream commands;
    private long lookedNanos;
    private Duration looked;
    private double savedNanos;
    private boolean stopped;

    DutyCycle(long pid, double share) throws IOException {
        process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process " + pid));
        this.share = share;
        // One shell for all signals: a process for each would take what is to be measured.
        shell = new ProcessBuilder("sh")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        commands = new PrintStream(shell.getOutputStream(), true, StandardCharsets.US_ASCII);
        lookedNanos = System.nanoTime();
        looked = used();
        looks = Executors.newSingleThreadScheduledExecutor();
        looking = looks.scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Duration used() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void look() {
        long now = System.nanoTime();
        Duration used = used();
        savedNanos += share * (now - lookedNanos) - (double) used.minus(looked).toNanos();
        savedNanos = Math.min(savedNanos, MOST_SAVED_NANOS);
        lookedNanos = now;
        looked = used;
        if (stopped != savedNanos < 0) {
            stopped = !stopped;
            signal(stopped ? "STOP" : "CONT");
        }
    }

    private void signal(String name) {
        commands.println("kill -" + name + " " + process.pid());
    }

    @Override
    public String means() {
        return "stopping and continuing";
    }

    @Override
    public void close() throws IOException {
        looking.cancel(false);
        looks.shutdown();
        try {
            if (!looks.awaitTermination(1, TimeUnit.SECONDS)) {
                throw new IOException("the share of process " + process.pid() + " could not be ended");
            }
            signal("CONT");
            commands.close();
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
