package io.ecganalyzer.api;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Submissions that are read and not yet answered, in the order in which they came. The first of them tells how long one more would wait,
 * whatever the service is short of: the database, its disk, or the event loop itself, which answers nobody before it has looked at
 * everything that has arrived. Of one event loop.
 */
final class SubmissionLine {
    /** So few are never too many. The database writes up to 64 of a node at a time, and has them all in a fraction of a second. */
    static final int ALWAYS = 32;

    /** The one who comes last waits as long again before it is read, and as long until it is answered: less than 2 s together. */
    static final Duration LONGEST = Duration.ofMillis(400);

    /** A larger one takes its time by itself, and says nothing about others. */
    private static final long LARGE_BYTES = 1 << 20;

    /** Where one stands: no two are the same. */
    private static final class Place {
        private final long sinceNanos;

        private Place(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final Set<Place> places = new LinkedHashSet<>();

    /** Whether another one had better come later. */
    boolean isTooLong(long nanoTime) {
        return places.size() >= ALWAYS && nanoTime - places.iterator().next().sinceNanos > LONGEST.toNanos();
    }

    /** One has arrived; run what is returned when it has its answer. */
    Runnable join(long nanoTime, long bodyBytes) {
        if (bodyBytes > LARGE_BYTES) {
            return () -> {};
        }
        Place place = new Place(nanoTime);
        places.add(place);
        return () -> places.remove(place);
    }
}
