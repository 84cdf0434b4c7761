package io.ecganalyzer.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CPU time and resident memory of the service's processes and of this one, each second, by kind of process, from Linux's
 * {@code /proc}. Elsewhere it sees nothing. The memory of other processes than the service's JVM and this one, mostly a
 * database's, is looked at each fifth second: for each of them the kernel goes over all of its pages.
 */
final class ProcessSampler implements AutoCloseable {
    /** Of one second, by kind: cores in use, resident MiB, and bytes written to the disk, summed over its processes. */
    record Sample(
            double second, Map<String, Double> cores, Map<String, Double> residentMiB, Map<String, Double> written) {}

    private record Usage(double cpuSeconds, double residentMiB, double written) {}

    /** The cores that whatever else runs on the machine had: a measurement with many of them is none. */
    static final String OTHERS = "others";

    private static final double TICKS_PER_SECOND = 100;
    private static final double PAGE_MIB = 4096 / 1048576.0;
    private static final String GENERATOR = "generator";
    private static final String SERVICE = "service";
    private static final int SAMPLES_OF_ONE_SIZE = 5;
    private static final Set<String> LOOKED_AT_EACH_SECOND = Set.of(GENERATOR, SERVICE);

    private final long servicePid;
    private final long startNanos = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;
    private Map<Long, Usage> before = new HashMap<>();
    private double busyBefore;
    private long beforeNanos = startNanos;
    private int count;
    private volatile boolean closed;

    /** @param servicePid the service's JVM; its children are counted too. 0 if it is not known or not here */
    ProcessSampler(long servicePid) {
        this.servicePid = servicePid;
        this.thread = new Thread(this::run, "process-sampler");
        thread.setDaemon(true);
        sample();
        samples.clear();
        thread.start();
    }

    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException end) {
                return;
            }
            sample();
        }
    }

    private void sample() {
        count++;
        long now = System.nanoTime();
        double elapsed = Math.max(1e-3, (now - beforeNanos) / 1e9);
        Map<Long, Usage> usages = new HashMap<>();
        Sample sample = new Sample((now - startNanos) / 1e9, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        processes()
                .forEach((pid, kind) -> usage(pid, kind).ifPresent(usage -> {
                    usages.put(pid, usage);
                    Usage last = before.getOrDefault(pid, usage);
                    sample.cores().merge(kind, (usage.cpuSeconds() - last.cpuSeconds()) / elapsed, Double::sum);
                    sample.residentMiB().merge(kind, usage.residentMiB(), Double::sum);
                    sample.written().merge(kind, usage.written() - last.written(), Double::sum);
                }));
        double busy = busySeconds();
        double own = sample.cores().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        sample.cores().put(OTHERS, Math.max(0, (busy - busyBefore) / elapsed - own));
        busyBefore = busy;
        before = usages;
        beforeNanos = now;
        synchronized (samples) {
            samples.add(sample);
        }
    }

    /** Of all processors, whoever kept them busy: all fields of the first line of proc(5)'s stat but the two of idle time. */
    private static double busySeconds() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElse("").split(" +", -1);
            double ticks = 0;
            for (int i = 1; i <= 8 && i < fields.length; i++) {
                ticks += i == 4 || i == 5 ? 0 : Double.parseDouble(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException | UncheckedIOException notTold) {
            return 0;
        }
    }

    private Map<Long, String> processes() {
        Map<Long, String> found = new HashMap<>();
        found.put(ProcessHandle.current().pid(), GENERATOR);
        ProcessHandle.of(servicePid).ifPresent(service -> {
            found.put(servicePid, SERVICE);
            try (Stream<ProcessHandle> children = service.descendants()) {
                children.forEach(child -> found.put(child.pid(), kindOf(child)));
            }
        });
        return found;
    }

    private static String kindOf(ProcessHandle process) {
        String command = process.info().command().orElse("other");
        String name = command.substring(command.lastIndexOf('/') + 1);
        return name.startsWith("postgres") ? "postgres" : name.startsWith("redis") ? "redis" : name;
    }

    /** Fields 14, 15 and 24 of proc(5)'s stat, counted after the command, which may hold spaces. */
    private Optional<Usage> usage(long pid, String kind) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            return Optional.of(new Usage(cpu, residentMiB(pid, kind, Long.parseLong(fields[21])), written(pid)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** What the process wrote into files; PostgreSQL does not write into its sockets but sends (proc(5), /proc/pid/io). */
    private static double written(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "io"))) {
            return lines.filter(line -> line.startsWith("wchar:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | UncheckedIOException notTold) {
            return 0;
        }
    }

    private double residentMiB(long pid, String kind, long pages) {
        Usage last = before.get(pid);
        boolean due = LOOKED_AT_EACH_SECOND.contains(kind) || count % SAMPLES_OF_ONE_SIZE == 0;
        return due || last == null ? residentMiB(pid, pages) : last.residentMiB();
    }

    /** PostgreSQL's processes share their buffers: what is shared is counted by its share where the kernel tells it. */
    private static double residentMiB(long pid, long pages) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .findFirst()
                    .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .orElse(pages * PAGE_MIB);
        } catch (IOException | UncheckedIOException notTold) {
            return pages * PAGE_MIB;
        }
    }
}
