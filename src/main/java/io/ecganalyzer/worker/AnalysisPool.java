package io.ecganalyzer.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which analyzers run, shared by the worker verticles of a node. A task that runs out of time is interrupted; if
 * its thread does not end, it is given up and another one takes its place, so that an analyzer that never ends costs a thread and
 * not the worker. Vert.x's own worker pools cannot replace a thread, which is why this is one of ours.
 */
public final class AnalysisPool implements AutoCloseable {
    /** Beyond this many threads that do not end, the node is of no use and takes no more work until it is restarted. */
    private static final int MAX_GIVEN_UP = 16;

    private final int threads;
    private final ThreadPoolExecutor executor;
    private final AtomicInteger named = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final Object lock = new Object();
    /** Bounded by what the verticles take in hand: see {@link AnalysisSettings#jobsAtOnce}. */
    private final Queue<Task<?>> waiting = new ArrayDeque<>();

    private int running;

    /** @param threads analyses that run at the same time on this node */
    public AnalysisPool(int threads, MeterRegistry meters) {
        this.threads = threads;
        this.executor = new ThreadPoolExecutor(
                0, threads + MAX_GIVEN_UP, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
        Gauge.builder("ecg.analysis.threads.given.up", givenUp, AtomicInteger::get)
                .description("Threads of analyzers that ran out of time and did not end")
                .register(meters);
        Gauge.builder("ecg.analysis.running", this, AnalysisPool::runningNow)
                .description("Analyses that run now")
                .register(meters);
    }

    /**
     * Runs a task; the future is completed on the caller's context.
     *
     * @return fails with what the task threw, with {@link TimeoutException} after the limit, and with {@link
     *     RejectedExecutionException} where too many threads were given up
     */
    public <T> Future<T> run(Vertx vertx, Callable<T> work, Duration limit) {
        Task<T> task = new Task<>(vertx, vertx.getOrCreateContext(), work, limit);
        synchronized (lock) {
            waiting.add(task);
        }
        startNext();
        return task.promise.future();
    }

    private int runningNow() {
        synchronized (lock) {
            return running;
        }
    }

    private void startNext() {
        Task<?> next;
        synchronized (lock) {
            if (running >= threads || waiting.isEmpty()) {
                return;
            }
            next = waiting.remove();
            running++;
        }
        try {
            executor.execute(next);
        } catch (RejectedExecutionException full) {
            next.end(() -> next.promise.tryFail(full));
        }
    }

    private Thread thread(Runnable runnable) {
        Thread thread = new Thread(runnable, "analysis-" + named.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private final class Task<T> implements Runnable {
        private final Vertx vertx;
        private final Context context;
        private final Callable<T> work;
        private final Duration limit;
        private final Promise<T> promise = Promise.promise();
        private boolean over;
        private boolean abandoned;

        Task(Vertx vertx, Context context, Callable<T> work, Duration limit) {
            this.vertx = vertx;
            this.context = context;
            this.work = work;
            this.limit = limit;
        }

        @Override
        public void run() {
            Thread self = Thread.currentThread();
            long timer = vertx.setTimer(Math.max(1, limit.toMillis()), any -> runOutOfTime(self));
            try {
                T value = work.call();
                end(() -> promise.tryComplete(value));
            } catch (Throwable thrown) {
                end(() -> promise.tryFail(thrown));
            } finally {
                vertx.cancelTimer(timer);
                threadIsFree();
            }
        }

        /** The one that comes first, the task or its time limit, decides. */
        private void end(Runnable outcome) {
            synchronized (lock) {
                if (over) {
                    return;
                }
                over = true;
                running--;
            }
            context.runOnContext(any -> outcome.run());
            startNext();
        }

        private void runOutOfTime(Thread thread) {
            synchronized (lock) {
                if (over) {
                    return;
                }
                abandoned = true;
                givenUp.incrementAndGet();
                thread.interrupt();
            }
            end(() ->
                    promise.tryFail(new TimeoutException("the analysis took longer than " + limit.toSeconds() + " s")));
        }

        private void threadIsFree() {
            synchronized (lock) {
                if (abandoned) {
                    givenUp.decrementAndGet();
                }
            }
            // An interrupt that came at the last moment is not left to the next task of this thread.
            Thread.interrupted();
        }
    }
}
