package io.ecganalyzer.api;

import io.ecganalyzer.store.Counters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;

/** So many requests a minute of one user or administrator, on all nodes together. */
final class RateLimit implements Handler<RoutingContext> {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Counters counters;
    private final int requestsPerMinute;
    private final Clock clock;

    RateLimit(Counters counters, int requestsPerMinute, Clock clock) {
        this.counters = counters;
        this.requestsPerMinute = requestsPerMinute;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Principal.ifKnown(context).ifPresentOrElse(principal -> count(principal, context), context::next);
    }

    private void count(Principal principal, RoutingContext context) {
        long millis = clock.millis();
        // Windows by the clock, so that a refusal can say when the next one begins.
        long window = millis / WINDOW.toMillis();
        String key = "requests:" + principal.role() + ":" + principal.username() + ":" + window;
        counters.increment(key, WINDOW)
                .onSuccess(count -> {
                    if (count > requestsPerMinute) {
                        context.fail(tooMany((window + 1) * WINDOW.toMillis() - millis));
                    } else {
                        context.next();
                    }
                })
                .onFailure(context::fail);
    }

    private ProblemException tooMany(long waitMillis) {
        return Problem.passing(
                        ProblemType.TOO_MANY_REQUESTS,
                        "More than " + requestsPerMinute + " requests in a minute.",
                        Duration.ofMillis(waitMillis))
                .asException();
    }
}
