package io.ecganalyzer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one run saw: latencies by operation, errors by kind, and completions for each second. Lives on the generator's one
 * event loop, so nothing is synchronised.
 */
final class Recorder {
    /** Microseconds up to ten minutes, to three digits. */
    private static final long HIGHEST_MICROS = 600_000_000L;

    private final long startNanos;
    private final Map<String, Histogram> latencies = new TreeMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private final List<Histogram> bySecond = new ArrayList<>();
    private long checked;
    private long wrong;

    Recorder(long startNanos) {
        this.startNanos = startNanos;
    }

    /** @param fromNanos when it was sent, or in an open loop should have been: that corrects for coordinated omission */
    void latency(String operation, long fromNanos, long nowNanos) {
        long micros = Math.min(HIGHEST_MICROS, Math.max(0, (nowNanos - fromNanos) / 1_000));
        latencies
                .computeIfAbsent(operation, any -> new Histogram(HIGHEST_MICROS, 3))
                .recordValue(micros);
    }

    /** One unit of what this run counts is complete. */
    void completed(long fromNanos, long nowNanos) {
        int second = (int) ((nowNanos - startNanos) / 1_000_000_000L);
        while (bySecond.size() <= second) {
            bySecond.add(new Histogram(HIGHEST_MICROS, 2));
        }
        bySecond.get(second).recordValue(Math.min(HIGHEST_MICROS, Math.max(0, (nowNanos - fromNanos) / 1_000)));
    }

    void error(String kind) {
        errors.merge(kind, 1L, Long::sum);
    }

    void check(boolean right) {
        checked++;
        if (!right) {
            wrong++;
        }
    }

    Map<String, Histogram> latencies() {
        return latencies;
    }

    Map<String, Long> errors() {
        return errors;
    }

    List<Histogram> bySecond() {
        return bySecond;
    }

    long completedInAll() {
        return bySecond.stream().mapToLong(Histogram::getTotalCount).sum();
    }

    long checked() {
        return checked;
    }

    long wrong() {
        return wrong;
    }
}
