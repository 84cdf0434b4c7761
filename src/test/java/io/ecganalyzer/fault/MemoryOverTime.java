package io.ecganalyzer.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What nodes take of memory, looked at each second. */
final class MemoryOverTime implements AutoCloseable {
    private final Map<String, List<Long>> seen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    MemoryOverTime(List<NodeProcess> nodes) {
        watcher.scheduleWithFixedDelay(() -> nodes.forEach(this::look), 0, 1, TimeUnit.SECONDS);
    }

    private void look(NodeProcess node) {
        note(node.name() + " heap MiB", (long) node.metric("jvm_memory_used_bytes", "area=\"heap\"") >> 20);
        note(node.name() + " resident MiB", node.residentBytes() >> 20);
    }

    private void note(String what, long mebibytes) {
        seen.computeIfAbsent(what, first -> new CopyOnWriteArrayList<>()).add(mebibytes);
    }

    /** By node and kind, one figure for each second. */
    Map<String, List<Long>> drawn() {
        return new TreeMap<>(seen);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
