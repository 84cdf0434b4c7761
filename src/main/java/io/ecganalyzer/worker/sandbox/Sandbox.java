package io.ecganalyzer.worker.sandbox;

import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.UnreadableSignalException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * The child processes of a node in which analyzers run, started when they are needed and used again. There are never more than threads
 * that call {@link #run}: each has one child, or none.
 */
public final class Sandbox implements AutoCloseable {
    private final long memoryBytes;
    private final Counter started;
    private final Deque<Child> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * Starts none yet.
     *
     * @param memoryBytes the heap that each child may have
     */
    public Sandbox(long memoryBytes, MeterRegistry meters) {
        this.memoryBytes = memoryBytes;
        started = Counter.builder("ecg.sandbox.started")
                .description("Processes that were started for analyzers")
                .register(meters);
    }

    /**
     * Has an ECG analyzed in a child. A child that is interrupted, that dies, or that says what it should not is ended and never used
     * again.
     *
     * @param starting told the name of each analyzer as it begins, on a thread of the child's
     * @throws io.ecganalyzer.analysis.AnalyzerDefectException where an analyzer threw what it may not throw
     * @throws AnalyzerProcessException where the child died
     */
    public List<StoredAnalysis> run(SandboxRequest request, Consumer<String> starting)
            throws AnalyzerProcessException, UnreadableSignalException, InterruptedException, IOException {
        Child child = child();
        boolean reusable = false;
        try {
            List<StoredAnalysis> analyses = child.run(request, starting);
            reusable = true;
            return analyses;
        } finally {
            if (reusable && !closed) {
                idle.push(child);
            } else {
                child.close();
            }
        }
    }

    private Child child() throws IOException {
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            if (child.isAlive()) {
                return child;
            }
            child.close();
        }
        started.increment();
        return Child.start(memoryBytes);
    }

    @Override
    public void close() {
        closed = true;
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            child.close();
        }
    }
}
