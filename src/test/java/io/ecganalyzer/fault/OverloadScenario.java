package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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

    /** In the first half minute Java's compilers have more to do than the service. */
    private static final int ROUNDS_TO_WARM_UP = Form.isShort() ? 1 : 10;

    /** Of what is to come, as the way of a refusal is another one. */
    private static final Duration FLOOD_TO_WARM_UP = Duration.ofSeconds(Form.isShort() ? 5 : 20);

    private static final int TO_MEASURE_BY = Form.isShort() ? 100 : 300;
    private static final Duration P99 = Form.within(2_000, 5_000);
    private static final Duration BACK_TO_NORMAL_WITHIN = Duration.ofSeconds(30);

    /** Of a node whose heap is 256 MiB: with metaspace, code, threads and buffers. */
    private static final long RESIDENT_MEBIBYTES = 700;

    private static final String LONGEST = "vertx_http_server_response_time_seconds_max";
    private static final String OPEN = "SELECT count(*) FROM job WHERE state IN ('queued', 'running')";

    /** On one machine with the API, whose way to an answer is short: see docs/operating.md. */
    private static final List<String> BEHIND = List.of("nice", "-n", "10");

    private final Submissions submissions = Submissions.forAllAnalyzers();

    @Test
    @WholeFormOnly
    void theExcessIsRefusedAndMemoryStaysFlat() throws Exception {
        try (Cluster cluster = new Cluster(Map.of(
                "limits.max_queued_jobs", Integer.toString(QUEUED_AT_MOST), "limits.requests_per_minute", "1000000"))) {
            List<NodeProcess> nodes = List.of(
                    cluster.begin("api", "api", Launch.LASTING).awaitStarted(),
                    cluster.begin("analyzer", "analyzer", Launch.LASTING.after(BEHIND))
                            .awaitStarted());
            Client user = Client.registered(nodes.get(0)::api, "ada");
            double taken = takenPerSecond(user, cluster.database());
            flood(user, cluster.database(), TIMES_TOO_MUCH * taken, FLOOD_TO_WARM_UP);
            try (Flood flood = new Flood(user, submissions);
                    MemoryOverTime memory = new MemoryOverTime(nodes)) {
                flood.pour(TIMES_TOO_MUCH * taken, LONG);
                judge(flood, taken, untilNormal(user), memory, nodes, cluster.database());
            }
        }
    }

    private static void judge(
            Flood flood,
            double taken,
            Duration normal,
            MemoryOverTime memory,
            List<NodeProcess> nodes,
            Database database) {
        Outcome outcome = outcome(flood, database)
                .with("taken_per_second", Math.round(taken))
                .with("sent", flood.sent())
                .with("p99_accepted_ms", flood.p99AcceptedMillis())
                .with("p99_refused_ms", flood.p99RefusedMillis())
                .with("longest_answer_ms", flood.errors().longestMillis())
                .with("longest_in_the_server_ms", Math.round(1e3 * nodes.get(0).metric(LONGEST)))
                .with("normal_after_s", normal.toMillis() / 1e3)
                .with("memory", memory.drawn());
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

    /** How many the service takes: as many as it ends. */
    private double takenPerSecond(Client user, Database database) throws InterruptedException {
        for (int round = 0; round < ROUNDS_TO_WARM_UP; round++) {
            flood(user, database, TO_MEASURE_BY, Duration.ofSeconds(1));
        }
        long begun = System.nanoTime();
        return flood(user, database, TO_MEASURE_BY, Duration.ofSeconds(1)) * 1e9 / (System.nanoTime() - begun);
    }

    /** Until all that was accepted is over; how many that was. */
    private int flood(Client user, Database database, double perSecond, Duration length) throws InterruptedException {
        try (Flood flood = new Flood(user, submissions).pour(perSecond, length)) {
            awaitAllEnded(database);
            return flood.accepted().size();
        }
    }

    private static void awaitAllEnded(Database database) {
        Awaitility.await("the backlog to end").atMost(PATIENCE).until(() -> database.number(OPEN) == 0);
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
