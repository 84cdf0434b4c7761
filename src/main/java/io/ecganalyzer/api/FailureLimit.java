package io.ecganalyzer.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Failed logins of one kind of key, a name or an address, within a window. A key that reaches the maximum waits for a whole
 * window, and what it tries meanwhile is neither verified nor counted.
 *
 * <p>Every node keeps its own tally, so that a login that succeeds asks nobody, and hears from the shared counter when it
 * counts a failure. Against a cluster one can thus try {@code maximum} and one for each further node.
 */
final class FailureLimit {
    /** Some 10 MB at most. Who makes us forget a tally by that many names has used up the limit of the address. */
    private static final int MAXIMUM_KEYS = 50_000;
    /** When all tries that are left are being verified; a verification takes less. */
    private static final Duration WHILE_UNDER_WAY = Duration.ofSeconds(1);

    private final int maximum;
    private final Duration window;
    private final Function<String, Future<Long>> sharedCounter;
    private final LongSupplier nanoTime;
    private final Cache<String, Tally> tallies;

    /**
     * @param sharedCounter counts one more for a key and says how many there are within the window on all nodes
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    FailureLimit(int maximum, Duration window, Function<String, Future<Long>> sharedCounter, LongSupplier nanoTime) {
        this.maximum = maximum;
        this.window = window;
        this.sharedCounter = sharedCounter;
        this.nanoTime = nanoTime;
        this.tallies = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_KEYS)
                .expireAfterAccess(window.multipliedBy(2))
                .build();
    }

    /** A try for this key, which may have to wait; one that need not wait must be ended. */
    Try begin(String key) {
        Tally tally = tallies.get(key, any -> new Tally());
        return new Try(key, tally, tally.begin());
    }

    /** One login under way. */
    final class Try {
        private final String key;
        private final Tally tally;
        private final Optional<Duration> wait;

        private Try(String key, Tally tally, Optional<Duration> wait) {
            this.key = key;
            this.tally = tally;
            this.wait = wait;
        }

        /** How long to wait for the next try; empty if this one may go on. */
        Optional<Duration> mustWait() {
            return wait;
        }

        void end(boolean failed) {
            tally.end(failed);
            if (failed) {
                sharedCounter.apply(key).onSuccess(tally::atLeast);
            }
        }
    }

    private final class Tally {
        private long failures;
        private int underWay;
        private long windowEnd;

        /** Tries under way count as if they failed: a thousand at once are not a thousand guesses. */
        synchronized Optional<Duration> begin() {
            long left = windowEnd - nanoTime.getAsLong();
            if (left <= 0) {
                failures = 0;
            }
            if (failures + underWay >= maximum) {
                return Optional.of(failures >= maximum ? Duration.ofNanos(left) : WHILE_UNDER_WAY);
            }
            underWay++;
            return Optional.empty();
        }

        synchronized void end(boolean failed) {
            underWay--;
            if (failed) {
                atLeast(failures + 1);
            }
        }

        synchronized void atLeast(long count) {
            if (count <= failures) {
                return;
            }
            if (failures == 0 || count >= maximum) {
                windowEnd = nanoTime.getAsLong() + window.toNanos();
            }
            failures = count;
        }
    }
}
