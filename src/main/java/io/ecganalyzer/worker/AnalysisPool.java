package io.ecganalyzer.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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

    private final SignalRoom signals;

    private int running;

    /** @param threads analyses that run at the same time on this node */
    public AnalysisPool(int threads, MeterRegistry meters) {
        this.threads = threads;
        this.executor = new ThreadPoolExecutor(
                0, threads + MAX_GIVEN_UP, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
        this.signals = SignalRoom.ofHeap(Runtime.getRuntime().maxMemory(), meters);
        Gauge.builder("ecg.analysis.threads.given.up", givenUp, AtomicInteger::get)
                .description("Threads of analyzers that ran out of time and did not end")
                .register(meters);
        Gauge.builder("ecg.analysis.running", this, AnalysisPool::runningNow)
                .description("Analyses that run now")
                .register(meters);
    }

    /** What the signals of large ECGs may take together. */
    SignalRoom signals() {
        return signals;
    }

    /**
     * Runs a task; its future is completed on the caller's context.
     *
     * @param limits for each step of the work
     */
    <T> Task<T> run(Vertx vertx, Work<T> work, TimeLimits limits) {
        Task<T> task = new Task<>(vertx, vertx.getOrCreateContext(), work, limits);
        synchronized (lock) {
            waiting.add(task);
        }
        startNext();
        return task;
    }

    /** Whether what is given to it now has a good chance to run soon. */
    boolean hasRoom() {
        synchronized (lock) {
            return waiting.size() < threads;
        }
    }

    /** What runs on a thread, in steps whose time is limited. */
    interface Work<T> {
        /**
         * Does it.
         *
         * @param step told the name of each step as it begins; its time begins anew
         */
        T run(Consumer<String> step) throws Exception;
    }

    private int runningNow() {
        synchronized (lock) {
            return running;
        }
    }

    private void startNext() {
        takeNext().ifPresent(next -> {
            try {
                executor.execute(() -> runFrom(next));
            } catch (RejectedExecutionException full) {
                next.end(() -> next.promise.tryFail(full));
                startNext();
            }
        });
    }

    /** One after the other on the same thread: to wake another one for each costs a small ECG as much as its own wake-up. */
    private void runFrom(Task<?> first) {
        first.run();
        while (!executor.isShutdown()) {
            Optional<Task<?>> next = takeNext();
            if (next.isEmpty()) {
                return;
            }
            next.get().run();
        }
        startNext(); // Which refuses all that wait.
    }

    private Optional<Task<?>> takeNext() {
        synchronized (lock) {
            if (running >= threads || waiting.isEmpty()) {
                return Optional.empty();
            }
            running++;
            return Optional.of(waiting.remove());
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

    /** One piece of work, from its waiting to its end. */
    final class Task<T> {
        private final Vertx vertx;
        private final Context context;
        private final TimeLimits limits;
        private final Promise<T> promise = Promise.promise();
        /** Null once it began: the thread may hold its first task for long, and with it the signal. */
        private Work<T> work;

        private Thread thread;
        private boolean over;
        private boolean abandoned;
        private String step = "";
        private long stepNanos;
        private long timer = -1;

        Task(Vertx vertx, Context context, Work<T> work, TimeLimits limits) {
            this.vertx = vertx;
            this.context = context;
            this.work = work;
            this.limits = limits;
        }

        /**
         * What comes of it. Fails with what the work threw, with {@link StepTimeoutException} after the limit, with the reason for
         * which it was abandoned, and with {@link RejectedExecutionException} where too many threads were given up.
         */
        Future<T> future() {
            return promise.future();
        }

        /** Ends it before its time, because nobody wants its outcome any more. */
        void abandon(Throwable reason) {
            boolean waited;
            synchronized (lock) {
                waited = waiting.remove(this);
                if (waited) {
                    over = true;
                }
            }
            if (waited) {
                context.runOnContext(any -> promise.tryFail(reason));
            } else {
                giveUp(reason);
            }
        }

        void run() {
            Work<T> begun;
            synchronized (lock) {
                if (over) {
                    return;
                }
                thread = Thread.currentThread();
                begun = work;
                work = null;
            }
            step("");
            try {
                T value = begun.run(this::step);
                end(() -> promise.tryComplete(value));
            } catch (Throwable thrown) {
                end(() -> promise.tryFail(thrown));
            } finally {
                threadIsFree();
            }
        }

        private void step(String name) {
            synchronized (lock) {
                step = name;
                stepNanos = System.nanoTime();
                if (!over && (timer < 0 || limits.isShort(name))) {
                    watchAfter(limits.of(name));
                }
            }
        }

        /** Looks when the running step may have run out of time; a step with no less time than usual is found by the look before it. */
        private void watchAfter(Duration left) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(Math.max(1, left.toMillis()), any -> watch());
        }

        private void watch() {
            String slow;
            synchronized (lock) {
                if (over) {
                    return;
                }
                slow = step;
                Duration left = limits.of(slow).minusNanos(System.nanoTime() - stepNanos);
                if (left.toMillis() > 0) {
                    watchAfter(left);
                    return;
                }
            }
            giveUp(new StepTimeoutException(slow));
        }

        private void end(Runnable outcome) {
            if (isFirst()) {
                context.runOnContext(any -> outcome.run());
            }
        }

        /** The one that comes first, the work or its giving up, decides. */
        private boolean isFirst() {
            synchronized (lock) {
                if (over) {
                    return false;
                }
                over = true;
                running--;
                // The timer holds the task, and with it the signal.
                vertx.cancelTimer(timer);
                return true;
            }
        }

        private void giveUp(Throwable reason) {
            synchronized (lock) {
                if (!isFirst()) {
                    return;
                }
                // Only now: the interrupt ends the work, and its exception is not to pass for the reason.
                if (thread != null) {
                    abandoned = true;
                    givenUp.incrementAndGet();
                    thread.interrupt();
                }
            }
            context.runOnContext(any -> promise.tryFail(reason));
            startNext();
        }

        private void threadIsFree() {
            synchronized (lock) {
                thread = null;
                if (abandoned) {
                    givenUp.decrementAndGet();
                }
                // An interrupt that came at the last moment is not left to the next task of this thread.
                Thread.interrupted();
            }
        }
    }
}
