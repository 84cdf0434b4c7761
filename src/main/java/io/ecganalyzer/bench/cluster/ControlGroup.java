package io.ecganalyzer.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A control group of Linux (cgroups(7); "cpu.cfs_quota_us" in version 1, "cpu.max" in version 2) with one process in it. Needs the
 * rights to make one.
 */
final class ControlGroup implements CpuShare {
    /** Short, so that a throttled process answers its peers in time. */
    private static final int PERIOD_MICROS = 20_000;

    private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path V2 = Path.of("/sys/fs/cgroup");
    private static final String MEMBERS = "cgroup.procs";

    private final Path group;
    private final long pid;

    private ControlGroup(Path group, long pid) {
        this.group = group;
        this.pid = pid;
    }

    /** Empty where this machine or this user cannot have one. */
    static Optional<CpuShare> of(long pid, double share) {
        for (Path parent : List.of(V1, V2)) {
            ControlGroup made = new ControlGroup(parent.resolve("ecg-bench-" + pid), pid);
            try {
                made.begin(share);
                return Optional.of(made);
            } catch (IOException notHere) {
                made.remove();
            }
        }
        return Optional.empty();
    }

    private void begin(double share) throws IOException {
        Files.createDirectory(group);
        long quota = Math.round(share * PERIOD_MICROS);
        if (Files.exists(group.resolve("cpu.cfs_quota_us"))) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            // It is missing, and cannot be created, where the parent does not pass the controller on.
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        Files.writeString(group.resolve(MEMBERS), Long.toString(pid));
    }

    @Override
    public String means() {
        return "control groups";
    }

    @Override
    public void close() throws IOException {
        if (ProcessHandle.of(pid).isPresent()) {
            Files.writeString(group.resolveSibling(MEMBERS), Long.toString(pid));
        }
        remove();
    }

    /** A group with a process in it stays, until that ends. */
    private void remove() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException inUse) {
            group.toFile().deleteOnExit();
        }
    }
}
