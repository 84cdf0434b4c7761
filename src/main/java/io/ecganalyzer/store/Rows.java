package io.ecganalyzer.store;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.OptionalDouble;

/** Between columns and Java's types. */
final class Rows {
    private static final double NANOS_PER_SECOND = 1e9;

    private Rows() {}

    static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static OptionalDouble optionalDouble(Row row, String column) {
        Double value = row.getDouble(column);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** For {@code make_interval(secs => $n)}. */
    static Double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
