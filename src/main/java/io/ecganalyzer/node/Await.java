package io.ecganalyzer.node;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on the thread that starts the node, which is none of Vert.x's. */
final class Await {
    /**
     * For one part of a node. It takes a second or two of processor time; where ten containers start at once on two cores that is more than half a
     * minute. Beyond this something hangs; what is too slow for an operator, the platform's own probe ends before.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Await() {}

    /**
     * The result, or what went wrong with {@code what} in one line.
     *
     * @throws NodeException if it failed or took too long
     */
    static <T> T result(String what, Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NodeException(what + ": " + reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new NodeException(what + ": nothing came of it within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException(what + ": interrupted", e);
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
