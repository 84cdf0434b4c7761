package io.ecganalyzer.bridge;

import io.ecganalyzer.store.RepublishGap;
import java.time.Duration;

/**
 * How a relay works.
 *
 * @param sweep between the end of one sweep and the start of the next
 * @param gap before the sweep publishes a job again
 * @param maxAttempts after which a job whose worker fell silent has failed
 */
public record RelaySettings(Duration sweep, RepublishGap gap, int maxAttempts) {
    /** The first gap is as long as a lease: a job that is not claimed by then may have lost its message. */
    public static final RepublishGap DEFAULT_GAP = new RepublishGap(Duration.ofSeconds(5), Duration.ofMinutes(5));

    public RelaySettings {
        if (sweep.isNegative() || sweep.isZero() || maxAttempts < 1) {
            throw new IllegalArgumentException("the sweep and the number of attempts must be above 0");
        }
    }
}
