package io.ecganalyzer.store;

import java.time.Duration;

/**
 * How long a published job is left alone before it is published again: {@code first}, doubled at each publication, at most
 * {@code longest}. A long backlog must not fill the broker with copies.
 */
public record RepublishGap(Duration first, Duration longest) {
    public RepublishGap {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("gaps must be above 0 and growing, not " + first + " to " + longest);
        }
    }
}
