package io.ecganalyzer.bridge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before an attempt is repeated: twice as long each time up to {@code longest}, and of that a random part between
 * the half and the whole, so that what failed together does not come back together.
 */
public final class RetryPolicy {
    private static final int MAX_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    public RetryPolicy(Duration first, Duration longest) {
        this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    RetryPolicy(Duration first, Duration longest, DoubleSupplier random) {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("delays must be above 0 and growing, not " + first + " to " + longest);
        }
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * The delay after an attempt that failed.
     *
     * @param attempt which one it was, from 1
     */
    public Duration delayAfter(int attempt) {
        int doublings = Math.min(Math.max(attempt, 1) - 1, MAX_DOUBLINGS);
        double whole = Math.min((double) first.toMillis() * Math.pow(2, doublings), (double) longest.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(whole * (0.5 + 0.5 * random.getAsDouble()))));
    }
}
