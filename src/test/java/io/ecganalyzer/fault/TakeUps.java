package io.ecganalyzer.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long jobs that were in hand of a process that was killed or stopped wait until somebody else has them in hand. Jobs that end by the
 * attempt they were in were in other hands: whoever lives renews its leases, so that nobody takes its jobs from it.
 */
final class TakeUps implements AutoCloseable {
    private static final long PACE_MILLIS = 100;

    private record Noted(int attempts, long nanos) {}

    private record Job(int attempts, boolean over) {}

    private final Database database;
    private final Map<Long, Noted> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    TakeUps(Database database) {
        this.database = database;
        watcher.scheduleWithFixedDelay(this::look, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** In the moment of the kill or the stop: what is in hand now, of whomever. */
    void noteRunning() {
        long now = System.nanoTime();
        jobs("state = 'running'").forEach((key, job) -> waiting.put(key, new Noted(job.attempts(), now)));
    }

    private void look() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Long, Job> now = jobs("ecg_key IN ("
                + String.join(
                        ",", waiting.keySet().stream().map(String::valueOf).toList()) + ")");
        long nanos = System.nanoTime();
        waiting.entrySet().removeIf(noted -> {
            Job job = now.get(noted.getKey());
            if (job == null) {
                return false;
            }
            boolean takenUp = job.attempts() > noted.getValue().attempts();
            if (takenUp) {
                count.incrementAndGet();
                longestNanos.accumulateAndGet(nanos - noted.getValue().nanos(), Math::max);
            }
            return takenUp || job.over();
        });
    }

    private Map<Long, Job> jobs(String condition) {
        Map<Long, Job> found = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ecg_key, attempts, state IN ('done', 'failed') AS over FROM job WHERE " + condition)) {
            while (rows.next()) {
                found.put(rows.getLong(1), new Job(rows.getInt(2), rows.getBoolean(3)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** How many jobs were taken from the hands of those who were killed or stopped. */
    int count() {
        return count.get();
    }

    /** How many of those noted have neither ended nor been taken up yet. */
    int open() {
        return waiting.size();
    }

    /** The longest wait, those that still wait included. */
    Duration longest() {
        long now = System.nanoTime();
        long stillWaiting = waiting.values().stream()
                .mapToLong(noted -> now - noted.nanos())
                .max()
                .orElse(0);
        return Duration.ofNanos(Math.max(longestNanos.get(), stillWaiting));
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
