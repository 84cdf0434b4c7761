package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Makes one statement of what several ask for at the same time, so that they share its planning, its round trip and its commit. Nothing
 * waits for company: while none is under way what is asked for in one turn of an event loop goes at once, and what comes meanwhile
 * goes together into the next. Two small statements at the same time, with half as many requests each, would take a quarter more of
 * PostgreSQL's processor time and a seventh more of ours, and answer later. Only what fills a statement, and what comes while
 * others take long, does not wait for their end.
 *
 * <pre>
 *   ask ──▶ none under way, or only such that take long? ──yes──▶ statement ──▶ answer
 *                    │ no                                  │ ended, or takes long, or enough for another wait
 *                    └──▶ waiting ──▶ statement for many ◀─┘
 *                                          ├─ an answer for each that it could decide ──▶ answer
 *                                          ├─ none for some ────────────────────────────▶ statement for one, each
 *                                          ├─ PostgreSQL said no to one of them ────────▶ statement for one, each
 *                                          └─ PostgreSQL is away ───────────────────────▶ all fail
 * </pre>
 *
 * <p>Answers come on the context of who asked. Safe to use from any thread.
 */
final class Batches<Q, A> {
    /** The statements, for one and for many. */
    interface Statements<Q, A> {
        Future<A> one(Q request);

        /** Answers in the order of the requests; empty where the statement for one has to decide. */
        Future<List<Optional<A>>> many(List<Q> requests);
    }

    /**
     * How much goes together.
     *
     * @param underWay statements at the same time, where they are full or take long
     * @param requests in one of them
     * @param bytes that the requests of one may hold together; one alone may hold more
     */
    record Limits(int underWay, int requests, long bytes) {}

    private record Asked<Q, A>(Q request, long bytes, Promise<A> answer) {}

    /** As many as may wait for a connection, see {@link PoolLimits}: whoever is refused beyond that would have waited for nothing. */
    private static final int MAX_WAITING = 1_000;

    /** A small statement takes less: this one is large, or waits for a lock, or its connection is gone. */
    private static final Duration LONG = Duration.ofMillis(50);

    private final Statements<Q, A> statements;
    private final Limits limits;
    private final ToLongFunction<Q> bytesOf;
    private final Function<Q, Object> keyOf;
    private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    /** By {@link System#nanoTime}. */
    private final List<Long> underWaySince = new ArrayList<>();

    private Thread beginning;
    private boolean looksAgain;

    /** @param keyOf two requests of one key never go together */
    Batches(Statements<Q, A> statements, Limits limits, ToLongFunction<Q> bytesOf, Function<Q, Object> keyOf) {
        this.statements = statements;
        this.limits = limits;
        this.bytesOf = bytesOf;
        this.keyOf = keyOf;
    }

    Future<A> ask(Q request) {
        Promise<A> answer = Promise.promise();
        long bytes = bytesOf.applyAsLong(request);
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return Future.failedFuture(
                        new StoreUnavailableException(MAX_WAITING + " statements wait already", null));
            }
            waiting.add(new Asked<>(request, bytes, answer));
            waitingBytes += bytes;
        }
        begin();
        return CallersContext.answered(answer.future());
    }

    /** At the end of this turn of the event loop, in which others may ask as well, as a worker does that was handed several jobs. */
    private void begin() {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            runNext();
            return;
        }
        synchronized (this) {
            if (beginning == Thread.currentThread()) {
                return;
            }
            beginning = Thread.currentThread();
        }
        caller.runOnContext(endOfTurn -> {
            synchronized (this) {
                beginning = null;
            }
            runNext();
        });
    }

    private void runNext() {
        List<Asked<Q, A>> batch;
        Long since = System.nanoTime();
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            if (!mayBegin()) {
                lookAgain();
                return;
            }
            batch = takeBatch();
            underWaySince.add(since);
        }
        (batch.size() == 1 ? one(batch.get(0)) : many(batch)).onComplete(ended -> {
            synchronized (this) {
                underWaySince.remove(since);
            }
            runNext();
        });
        runNext();
    }

    private boolean mayBegin() {
        if (underWaySince.isEmpty()) {
            return true;
        }
        boolean fillsAStatement = waiting.size() >= limits.requests() || waitingBytes >= limits.bytes();
        return underWaySince.size() < limits.underWay()
                && (fillsAStatement
                        || underWaySince.stream().allMatch(since -> System.nanoTime() - since > LONG.toNanos()));
    }

    /** Who waits for a statement that takes long may be the last who asks. */
    private void lookAgain() {
        Context context = Vertx.currentContext();
        if (looksAgain || context == null || underWaySince.size() >= limits.underWay()) {
            return;
        }
        looksAgain = true;
        context.owner().setTimer(LONG.toMillis() + 1, now -> {
            synchronized (this) {
                looksAgain = false;
            }
            runNext();
        });
    }

    private List<Asked<Q, A>> takeBatch() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < limits.requests()) {
            Asked<Q, A> next = waiting.element();
            Object key = keyOf.apply(next.request());
            bytes += next.bytes();
            if (!batch.isEmpty() && (bytes > limits.bytes() || keys.contains(key))) {
                break;
            }
            keys.add(key);
            batch.add(waiting.remove());
            waitingBytes -= next.bytes();
        }
        return batch;
    }

    private Future<Void> one(Asked<Q, A> asked) {
        return begun(() -> statements.one(asked.request()))
                .onComplete(asked.answer())
                .mapEmpty();
    }

    private Future<Void> many(List<Asked<Q, A>> batch) {
        return begun(() -> statements.many(batch.stream().map(Asked::request).toList()))
                .compose(
                        answers -> answer(batch, answers),
                        failure -> failure instanceof StoreUnavailableException ? fail(batch, failure) : each(batch));
    }

    /** One that throws before it is under way has failed like any other: its place is given back. */
    private static <T> Future<T> begun(Supplier<Future<T>> statement) {
        return Future.succeededFuture().compose(now -> statement.get());
    }

    private Future<Void> answer(List<Asked<Q, A>> batch, List<Optional<A>> answers) {
        List<Asked<Q, A>> undecided = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Asked<Q, A> asked = batch.get(i);
            answers.get(i).ifPresentOrElse(asked.answer()::complete, () -> undecided.add(asked));
        }
        return each(undecided);
    }

    private Future<Void> each(List<Asked<Q, A>> batch) {
        return Future.join(batch.stream().map(this::one).toList()).mapEmpty();
    }

    private Future<Void> fail(List<Asked<Q, A>> batch, Throwable failure) {
        batch.forEach(asked -> asked.answer().fail(failure));
        return Future.succeededFuture();
    }
}
