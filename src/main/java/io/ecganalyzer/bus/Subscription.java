package io.ecganalyzer.bus;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * A receiver that was registered with the bus.
 *
 * @param ready when all nodes know of it; a verticle waits for it in its start
 * @param cancellation ends it
 */
public record Subscription(Future<Void> ready, Supplier<Future<Void>> cancellation) {
    /** Ends it on all nodes. */
    public Future<Void> close() {
        return cancellation.get();
    }
}
