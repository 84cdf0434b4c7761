package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Ten times more than the service can take: what it cannot take is refused at once, and the rest is answered as ever. */
class OverloadScenario {
    private static final Duration LONG = Duration.ofSeconds(Form.many(120, 20));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int TIMES_TOO_MUCH = 10;

    /** Some seconds' work of one analyzer, so that the excess is refused soon and the rest is done soon after. */
    private static final int QUEUED_AT_MOST = 200;

    private static final int TO_MEASURE_BY = Form.many(200, 100);
    private static final Duration P99 = Form.within(2_000, 5_000);
    private static final Duration BACK_TO_NORMAL_WITHIN = Duration.ofSeconds(30);

    /** Of a node whose heap is 256 MiB: with metaspace, code, threads and buffers. */
    private static final long RESIDENT_MEBIBYTES = 700;

    private static final String LONGEST = "vertx_http_server_response_time_seconds_max";
    private static final String OPEN = "SELECT count(*) FROM job WHERE state IN ('queued', 'running')";

    private final Submissions submissions = Submissions.forAllAnalyzers();

    @Test
    @WholeFormOnly
    void theExcessIsRefusedAndMemoryStaysFlat() throws Exception {
        try (Cluster cluster = new Cluster(Map.of(
                "limits.max_queued_jobs", Integer.toString(QUEUED_AT_MOST), "limits.requests_per_minute", "1000000"))) {
            List<NodeProcess> nodes = List.of(cluster.start("api", "api"), cluster.start("analyzer", "analyzer"));
            Client user = Client.registered(nodes.get(0)::api, "ada");
            double taken = takenPerSecond(user, cluster.database());
            List<String> memory = new ArrayList<>();
            Flood flood = new Flood(user, submissions)
                    .pour(TIMES_TOO_MUCH * taken, LONG, () -> nodes.forEach(node -> memory.add(memoryOf(node))));
            Duration normal = untilNormal(user);
            Outcome outcome = outcome(flood, cluster.database())
                    .with("taken_per_second", Math.round(taken))
                    .with("sent", flood.sent())
                    .with("p99_accepted_ms", flood.p99AcceptedMillis())
                    .with("longest_answer_ms", flood.errors().longestMillis())
                    .with(
                            "longest_in_the_server_ms",
                            Math.round(1e3 * nodes.get(0).metric(LONGEST)))
                    .with("normal_after_s", normal.toMillis() / 1e3)
                    .with("memory", memory);
            outcome.mustHold(0);
            Map<String, Integer> errors = outcome.errors();
            assertTrue(Set.of("503", "429").containsAll(errors.keySet()), () -> "what clients saw: " + errors);
            assertTrue(errors.values().stream().mapToInt(Integer::intValue).sum() > flood.sent() / 2, "no excess");
            assertTrue(flood.p99AcceptedMillis() < P99.toMillis(), () -> "p99 " + flood.p99AcceptedMillis() + " ms");
            assertTrue(normal.compareTo(BACK_TO_NORMAL_WITHIN) < 0, () -> "normal after " + normal);
            for (NodeProcess node : nodes) {
                long resident = node.residentBytes() >> 20;
                assertTrue(resident < RESIDENT_MEBIBYTES, () -> node.name() + " has " + resident + " MiB");
            }
        }
    }

    /** How many the service takes: as many as it ends. */
    private double takenPerSecond(Client user, Database database) throws InterruptedException {
        // The first are slow, as the processes are cold.
        new Flood(user, submissions).pour(TO_MEASURE_BY, Duration.ofSeconds(1), () -> {});
        awaitAllEnded(database);
        long begun = System.nanoTime();
        new Flood(user, submissions).pour(TO_MEASURE_BY, Duration.ofSeconds(1), () -> {});
        awaitAllEnded(database);
        return TO_MEASURE_BY * 1e9 / (System.nanoTime() - begun);
    }

    private static void awaitAllEnded(Database database) {
        Awaitility.await("the backlog to end").atMost(PATIENCE).until(() -> database.number(OPEN) == 0);
    }

    private static String memoryOf(NodeProcess node) {
        return String.format(
                Locale.ROOT,
                "%s: heap %.0f MiB, resident %d MiB",
                node.name(),
                node.metric("jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20),
                node.residentBytes() >> 20);
    }

    private Duration untilNormal(Client user) {
        long begun = System.nanoTime();
        Awaitility.await("normal answers").atMost(PATIENCE).until(() -> {
            long sent = System.nanoTime();
            boolean taken = user.submit(submissions.body(0, UUID.randomUUID())).statusCode() == 202;
            return taken && System.nanoTime() - sent < TimeUnit.MILLISECONDS.toNanos(500);
        });
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Outcome outcome(Flood flood, Database database) {
        awaitAllEnded(database);
        Set<UUID> done = database.uuids("SELECT ecg_id FROM job WHERE state = 'done'");
        Set<UUID> failed = database.uuids("SELECT ecg_id FROM job WHERE state = 'failed'");
        int accepted = flood.accepted().size();
        int analysed = (int) flood.accepted().stream().filter(done::contains).count();
        int given = (int) flood.accepted().stream().filter(failed::contains).count();
        return new Outcome(
                "8 ten times too much",
                accepted,
                accepted,
                analysed,
                given,
                accepted - analysed - given,
                database.resultsMoreThanOnce(),
                Duration.ZERO,
                flood.errors().byKind(),
                List.of());
    }
}
