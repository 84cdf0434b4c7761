package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Where passwords are hashed, off the event loops. A worker pool's own queue has no bound, and at 70 ms a hash whoever waits behind
 * many would have given up before the answer: one too many is refused at once.
 */
final class HashingPool {
    private final WorkerExecutor executor;
    private final UserPasswords passwords;
    private final int maximumWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param maximumWaiting places; each is held from before the work is known until it is done */
    HashingPool(WorkerExecutor executor, UserPasswords passwords, int maximumWaiting) {
        this.executor = executor;
        this.passwords = passwords;
        this.maximumWaiting = maximumWaiting;
    }

    /** Takes a place, which {@link #leave} gives back; false if there is none. */
    boolean enter() {
        if (waiting.incrementAndGet() <= maximumWaiting) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    void leave() {
        waiting.decrementAndGet();
    }

    int waiting() {
        return waiting.get();
    }

    UserPasswords passwords() {
        return passwords;
    }

    /** Runs work of somebody who has a place. */
    <T> Future<T> runInPlace(Callable<T> work) {
        return executor.executeBlocking(work, false);
    }

    /** Fails with an {@link AuthenticationException} if there is no place. */
    <T> Future<T> run(Function<UserPasswords, T> work) {
        return enter()
                ? runInPlace(() -> work.apply(passwords)).onComplete(done -> leave())
                : Future.failedFuture(AuthenticationException.busy());
    }

    Future<Void> close() {
        return executor.close();
    }
}
