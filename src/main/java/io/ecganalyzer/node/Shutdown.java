package io.ecganalyzer.node;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has opened, closed in the opposite order, each part within a bounded time: what does not close in time must
 * not keep the rest from closing. It may begin while the node still starts; what is opened after that is closed at once.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private record Step(String name, Duration patience, Supplier<Future<?>> action) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean begun;

    /**
     * Adds a part that was just opened.
     *
     * @throws NodeException if closing has begun; the part is closed then
     */
    void add(String name, Duration patience, Supplier<Future<?>> action) {
        Step step = new Step(name, patience, action);
        synchronized (this) {
            if (!begun) {
                steps.push(step);
                return;
            }
        }
        run(step);
        throw new NodeException("stopped while it started");
    }

    /** Adds a part whose closing blocks. */
    void addBlocking(String name, Duration patience, AutoCloseable part) {
        add(name, patience, () -> inThread(name, part));
    }

    /** Closes everything and waits for it. Whoever calls it while it runs waits as well. */
    void run() {
        boolean first;
        synchronized (this) {
            first = !begun;
            begun = true;
        }
        if (first) {
            // Nothing is added any more.
            steps.forEach(Shutdown::run);
            done.complete(null);
        }
        done.join();
    }

    private static void run(Step step) {
        try {
            step.action()
                    .get()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(step.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | RuntimeException e) {
            LOG.atWarn().addKeyValue("part", step.name()).setCause(e).log("A part of the node did not close in order");
        } catch (TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("part", step.name())
                    .addKeyValue("after_ms", step.patience().toMillis())
                    .log("A part of the node did not close in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Future<?> inThread(String name, AutoCloseable part) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        part.close();
                        closed.complete(null);
                    } catch (Exception e) {
                        closed.completeExceptionally(e);
                    }
                },
                "close-" + name);
        thread.setDaemon(true);
        thread.start();
        return Future.fromCompletionStage(closed);
    }
}
