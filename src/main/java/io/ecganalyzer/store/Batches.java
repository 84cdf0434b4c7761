package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
 * waits for company: while none is under way what is asked for in one turn of an event loop is a statement, and what comes meanwhile
 * goes together into the next. Only what is long under way, because it is large, is not waited for.
 *
 * <pre>
 *   ask ──▶ none under way but large ones? ──yes──▶ statement for one ──▶ answer
 *                    │ no                                  │ ended
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
     * How much goes together. Two small statements at the same time, with half as many requests each, take a quarter more processor
     * time of PostgreSQL's and a seventh more of ours, and answer later.
     *
     * @param underWay statements at the same time, all but one of them large
     * @param requests in one of them
     * @param bytes that the requests of one may hold together; one alone may hold more
     */
    record Limits(int underWay, int requests, long bytes) {}

    private record Asked<Q, A>(Q request, Promise<A> answer) {}

    /** As many as may wait for a connection, see {@link PoolLimits}: whoever is refused beyond that would have waited for nothing. */
    private static final int MAX_WAITING = 1_000;

    /** Beyond this many bytes PostgreSQL works on a statement for some 5 ms and more. */
    private static final long LARGE = 1 << 18;

    private final Statements<Q, A> statements;
    private final Limits limits;
    private final ToLongFunction<Q> bytesOf;
    private final Function<Q, Object> keyOf;
    private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private int underWay;
    private int largeUnderWay;
    private boolean beginning;

    /** @param keyOf two requests of one key never go together */
    Batches(Statements<Q, A> statements, Limits limits, ToLongFunction<Q> bytesOf, Function<Q, Object> keyOf) {
        this.statements = statements;
        this.limits = limits;
        this.bytesOf = bytesOf;
        this.keyOf = keyOf;
    }

    Future<A> ask(Q request) {
        Promise<A> answer = Promise.promise();
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return Future.failedFuture(
                        new StoreUnavailableException(MAX_WAITING + " statements wait already", null));
            }
            waiting.add(new Asked<>(request, answer));
        }
        begin();
        return onThisContext(answer.future());
    }

    /** At the end of this turn of the event loop, in which others may ask as well, as a worker does that was handed several jobs. */
    private void begin() {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            runNext();
            return;
        }
        synchronized (this) {
            if (beginning) {
                return;
            }
            beginning = true;
        }
        caller.runOnContext(endOfTurn -> {
            synchronized (this) {
                beginning = false;
            }
            runNext();
        });
    }

    private void runNext() {
        List<Asked<Q, A>> batch;
        int large;
        synchronized (this) {
            if (underWay > largeUnderWay || underWay >= limits.underWay() || waiting.isEmpty()) {
                return;
            }
            batch = takeBatch();
            large = isLarge(batch) ? 1 : 0;
            underWay++;
            largeUnderWay += large;
        }
        (batch.size() == 1 ? one(batch.get(0)) : many(batch)).onComplete(ended -> {
            synchronized (this) {
                underWay--;
                largeUnderWay -= large;
            }
            runNext();
        });
    }

    private boolean isLarge(List<Asked<Q, A>> batch) {
        return batch.stream().map(Asked::request).mapToLong(bytesOf).sum() > LARGE;
    }

    private List<Asked<Q, A>> takeBatch() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < limits.requests()) {
            Q next = waiting.peek().request();
            bytes += bytesOf.applyAsLong(next);
            if (!batch.isEmpty() && (bytes > limits.bytes() || keys.contains(keyOf.apply(next)))) {
                break;
            }
            keys.add(keyOf.apply(next));
            batch.add(waiting.remove());
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

    /** The statement's future completes on the context of its connection. */
    private Future<A> onThisContext(Future<A> answer) {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return answer;
        }
        Promise<A> promise = Promise.promise();
        answer.onComplete((value, failure) -> caller.runOnContext(now -> promise.complete(value, failure)));
        return promise.future();
    }
}
