package io.ecganalyzer.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A control group of Linux that gives a process a share of one processor and no more (cgroups(7); "cpu.cfs_quota_us" in version 1,
 * "cpu.max" in version 2). Needs the rights to make one.
 */
final class CpuShare implements AutoCloseable {
    /** Short, so that a throttled process answers its peers in time. */
    private static final int PERIOD_MICROS = 20_000;

    private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final Path group;
    private final Path parent;

    private CpuShare(Path group, Path parent) {
        this.group = group;
        this.parent = parent;
    }

    /** Empty where this machine or this user cannot have one. */
    static Optional<CpuShare> make(String name) {
        Path parent = Files.isDirectory(V1) ? V1 : V2;
        try {
            return Optional.of(new CpuShare(Files.createDirectory(parent.resolve(name)), parent));
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
    }

    /** All threads of the process, and those it will have. */
    void limit(long pid, double share) throws IOException {
        long quota = Math.round(share * PERIOD_MICROS);
        if (Files.exists(group.resolve("cpu.cfs_quota_us"))) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** The process may use what there is again; the group goes. */
    void release(long pid) throws IOException {
        Files.writeString(parent.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** A group with a process in it stays. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException inUse) {
            group.toFile().deleteOnExit();
        }
    }
}
