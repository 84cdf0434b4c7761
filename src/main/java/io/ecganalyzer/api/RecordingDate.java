package io.ecganalyzer.api;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** When an ECG was recorded: since there are any, and not in the future. */
final class RecordingDate {
    /** Waller published the first human electrocardiogram in 1887 (J Physiol 8:229). */
    private static final Instant FIRST = Instant.parse("1887-01-01T00:00:00Z");

    /** As far as the clock of a recorder may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private RecordingDate() {}

    /** @throws DateTimeException if it is no date; the message says why */
    static OffsetDateTime parse(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException noDate) {
            throw new DateTimeException("is no date with time and zone (RFC 3339)", noDate);
        }
    }

    static Optional<String> faultOf(OffsetDateTime date, Clock clock) {
        if (date.toInstant().isBefore(FIRST)) {
            return Optional.of("is before 1887, when the first electrocardiogram was recorded");
        }
        return date.toInstant().isAfter(clock.instant().plus(AHEAD))
                ? Optional.of("is in the future")
                : Optional.empty();
    }
}
