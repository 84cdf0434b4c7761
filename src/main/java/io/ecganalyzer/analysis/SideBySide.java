package io.ecganalyzer.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at the segments of a long recording on several threads; what cannot be cut runs on the caller's. */
public final class SideBySide implements InSegments, AutoCloseable {
    private final ExecutorService threads;

    /** With so many threads of its own, until it is closed. */
    public SideBySide(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "segments");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Record analyze(SegmentedAnalyzer analyzer, int segments, AnalysisInput input) throws AnalysisException {
        return analyzer.merge(input, partials(analyzer, segments, input));
    }

    private List<byte[]> partials(SegmentedAnalyzer analyzer, int segments, AnalysisInput input)
            throws AnalysisException {
        List<Callable<byte[]>> work = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            int number = segment;
            work.add(() -> analyzer.analyzeSegment(input, number));
        }
        // Threads that are done sooner than one waits for them tell nothing of it.
        AnalysisInterruptedException.throwIfInterrupted();
        try {
            List<byte[]> partials = new ArrayList<>();
            for (Future<byte[]> partial : threads.invokeAll(work)) {
                partials.add(partial.get());
            }
            return partials;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            AnalysisInterruptedException.throwIfInterrupted();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw asThrown(failed.getCause());
        }
    }

    /** What a segment threw, thrown again as it was. */
    private static AnalysisException asThrown(Throwable cause) {
        if (cause instanceof AnalysisException reason) {
            return reason;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
