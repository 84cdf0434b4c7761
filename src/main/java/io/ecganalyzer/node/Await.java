package io.ecganalyzer.node;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on the thread that starts the node, which is none of Vert.x's. */
final class Await {
    private Await() {}

    /**
     * The result, or what went wrong with {@code what} in one line.
     *
     * @throws NodeException if it failed or took longer than {@code patience}
     */
    static <T> T result(String what, Duration patience, Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NodeException(what + ": " + reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new NodeException(what + ": nothing came of it within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException(what + ": interrupted", e);
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
