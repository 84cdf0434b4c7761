package io.ecganalyzer.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A known set of ECGs that a user submits while things break, each again under its id until it is accepted, and watches until it has
 * ended.
 */
final class Workload implements AutoCloseable {
    private static final Duration PACE_OF_WATCHING = Duration.ofMillis(250);
    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofMillis(200);

    /** From acceptance, by this JVM's clock. */
    private static final class Tracked {
        final int number;
        final long acceptedNanos = System.nanoTime();
        volatile long endedNanos;

        Tracked(int number) {
            this.number = number;
        }

        Duration taken() {
            return Duration.ofNanos(endedNanos - acceptedNanos);
        }
    }

    private volatile Client client;
    private final Submissions submissions;
    private volatile int count;
    private final long pauseNanos;
    private final ExecutorService threads;
    private final int submitters;
    private final ErrorCounts errors = new ErrorCounts();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger submitting = new AtomicInteger();
    private final Map<UUID, Tracked> accepted = new ConcurrentHashMap<>();
    private volatile boolean watching = true;
    private long begun;

    /**
     * Not begun.
     *
     * @param count how many ECGs
     * @param perSecond how many a second at most, by all submitters together
     * @param submitters who submit at the same time
     */
    Workload(Client client, Submissions submissions, int count, double perSecond, int submitters) {
        this.client = client;
        this.submissions = submissions;
        this.count = count;
        this.pauseNanos = (long) (1e9 / perSecond);
        this.submitters = submitters;
        this.threads = Executors.newFixedThreadPool(submitters + 1);
    }

    Workload begin() {
        begun = System.nanoTime();
        submitting.set(submitters);
        for (int i = 0; i < submitters; i++) {
            threads.execute(this::submitAll);
        }
        threads.execute(this::watch);
        return this;
    }

    private void submitAll() {
        try {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                pauseUntil(begun + number * pauseNanos);
                submit(number);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            submitting.decrementAndGet();
        }
    }

    private static void pauseUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    private void submit(int number) throws InterruptedException {
        UUID id = UUID.randomUUID();
        String body = submissions.body(number, id);
        while (!tried(number, id, body)) {
            Thread.sleep(BEFORE_TRYING_AGAIN.toMillis());
        }
    }

    private boolean tried(int number, UUID id, String body) throws InterruptedException {
        long sent = System.nanoTime();
        try {
            HttpResponse<String> answer = client.submit(body);
            if (answer.statusCode() == 202) {
                accepted.put(id, new Tracked(number));
                return true;
            }
            errors.refused(answer);
        } catch (IOException broken) {
            errors.broken(broken);
        } finally {
            errors.waited(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
        }
        return false;
    }

    private void watch() {
        try {
            while (watching) {
                try {
                    lookAtAll();
                } catch (IOException broken) {
                    errors.broken(broken);
                }
                Thread.sleep(PACE_OF_WATCHING.toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAtAll() throws IOException, InterruptedException {
        String path = "/v1/ecg?limit=500";
        while (watching && accepted.values().stream().anyMatch(tracked -> tracked.endedNanos == 0)) {
            HttpResponse<String> answer = client.get(path);
            if (answer.statusCode() != 200) {
                errors.refused(answer);
                return;
            }
            JsonNode page = Json.read(answer.body());
            page.path("items").forEach(this::note);
            if (!page.has("next_cursor")) {
                return;
            }
            path = "/v1/ecg?limit=500&cursor=" + page.path("next_cursor").asText();
        }
    }

    private void note(JsonNode entry) {
        String status = entry.path("status").asText();
        Tracked tracked = accepted.get(UUID.fromString(entry.path("id").asText()));
        if (tracked != null && tracked.endedNanos == 0 && (status.equals("done") || status.equals("failed"))) {
            tracked.endedNanos = System.nanoTime();
        }
    }

    /** The ids of those that were accepted. */
    List<UUID> ids() {
        return List.copyOf(accepted.keySet());
    }

    /** From now on the service is asked by this client, and for all, as after a node came back elsewhere and from a backup. */
    Workload readBackBy(Client other) {
        client = other;
        accepted.values().forEach(tracked -> tracked.endedNanos = 0);
        return this;
    }

    int accepted() {
        return accepted.size();
    }

    int ended() {
        return (int) accepted.values().stream()
                .filter(tracked -> tracked.endedNanos != 0)
                .count();
    }

    /** Submits no more than it has begun to. */
    Workload enough() {
        count = Math.min(count, next.get());
        return this;
    }

    ErrorCounts errors() {
        return errors;
    }

    /** Waits until so many have been accepted. */
    void awaitAccepted(int number, Duration patience) {
        Awaitility.await(number + " accepted")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> accepted() >= number);
    }

    /** Waits until all are submitted and have ended, or patience has; then reads every one back. */
    Outcome outcome(String scenario, Duration patience, Database database) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while ((submitting.get() > 0 || ended() < accepted()) && System.nanoTime() < deadline) {
            Thread.sleep(PACE_OF_WATCHING.toMillis());
        }
        watching = false;
        return readBack(scenario, database);
    }

    private Outcome readBack(String scenario, Database database) throws InterruptedException {
        int analysed = 0;
        int failed = 0;
        List<String> faults = new ArrayList<>();
        for (Map.Entry<UUID, Tracked> each : accepted.entrySet()) {
            try {
                JsonNode report = client.report(each.getKey());
                switch (report.path("status").asText()) {
                    case "done" -> {
                        analysed++;
                        check(each.getValue(), report, faults);
                    }
                    case "failed" -> failed++;
                    default -> faults.add(each.getKey() + " is still " + report.path("status"));
                }
            } catch (IOException unreadable) {
                faults.add(each.getKey() + ": " + unreadable.getMessage());
            }
        }
        int lost = accepted.size() - analysed - failed;
        Duration longest = accepted.values().stream()
                .filter(tracked -> tracked.endedNanos != 0)
                .map(Tracked::taken)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Outcome(
                scenario,
                Math.min(next.get(), count),
                accepted.size(),
                analysed,
                failed,
                lost,
                database.resultsMoreThanOnce(),
                longest,
                errors.byKind(),
                faults);
    }

    private void check(Tracked tracked, JsonNode report, List<String> faults) {
        int expected = submissions.zeroCrossings(tracked.number);
        if (report.path("zero_crosses_count").asInt(-1) != expected) {
            faults.add(report.path("id").asText() + " has " + report.path("zero_crosses_count")
                    + " zero crossings and not " + expected);
        }
    }

    @Override
    public void close() {
        watching = false;
        threads.shutdownNow();
    }
}
