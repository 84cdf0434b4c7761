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

/** How long jobs that were in hand of a killed process wait until somebody has them in hand again. */
final class TakeUps implements AutoCloseable {
    private static final long PACE_MILLIS = 100;

    private record Noted(int attempts, long nanos) {}

    private final Database database;
    private final Map<Long, Noted> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    TakeUps(Database database) {
        this.database = database;
        watcher.scheduleWithFixedDelay(this::look, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Just before the kill: what is in hand now, unless it ends in this moment. */
    void noteRunning() {
        long now = System.nanoTime();
        attempts("state = 'running'").forEach((job, attempts) -> {
            if (waiting.put(job, new Noted(attempts, now)) == null) {
                count.incrementAndGet();
            }
        });
    }

    private void look() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Long, Integer> open = attempts("state IN ('queued', 'running')");
        long now = System.nanoTime();
        waiting.entrySet().removeIf(job -> {
            Integer attempts = open.get(job.getKey());
            boolean takenUp = attempts == null || attempts > job.getValue().attempts();
            if (takenUp) {
                longestNanos.accumulateAndGet(now - job.getValue().nanos(), Math::max);
            }
            return takenUp;
        });
    }

    private Map<Long, Integer> attempts(String condition) {
        Map<Long, Integer> found = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ecg_key, attempts FROM job WHERE " + condition)) {
            while (rows.next()) {
                found.put(rows.getLong(1), rows.getInt(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** How many jobs were in hand at the kills. */
    int count() {
        return count.get();
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
