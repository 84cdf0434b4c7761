package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Redis goes away, forgets or is slow. Every answer is the same, and hardly later. */
class RedisScenario {
    private static final int ECGS = 20;
    private static final int READS = Form.many(1_000, 150);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MORE_AT_MOST_MILLIS = 250;

    @Test
    void answersAreTheSameWithoutIt() throws Exception {
        RedisServer redis = FaultServers.shared().redis();
        try (Cluster cluster = new Cluster(Map.of("limits.requests_per_minute", "1000000"))) {
            NodeProcess api = cluster.start("api", "api");
            cluster.start("analyzer", "analyzer");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, 20, 2).begin()) {
                Outcome outcome = work.outcome("5 Redis stopped, flushed, 5 s slow", PATIENCE, cluster.database());
                List<UUID> ids = work.ids();
                List<String> expected = answers(user, ids);
                p99(user, ids); // So that the processes are warm.
                long usual = p99(user, ids);
                outcome.with("p99_ms", usual);
                redis.flush();
                assertEquals(expected, answers(user, ids), "after a flush");
                long flushed = p99(user, ids);
                redis.proxy().slow(Duration.ofSeconds(5));
                assertEquals(expected, answers(user, ids), "while Redis is slow");
                long slow = p99(user, ids);
                redis.proxy().mend();
                redis.stop();
                assertEquals(expected, answers(user, ids), "without Redis");
                long stopped = p99(user, ids);
                Awaitility.await("the node to say that it is ready without Redis")
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> api.readiness() == 200);
                redis.start();
                Awaitility.await("Redis to be used again")
                        .atMost(PATIENCE)
                        .until(() -> api.health().path("status").asText().equals("up"));
                outcome.with("p99_flushed_ms", flushed)
                        .with("p99_slow_ms", slow)
                        .with("p99_stopped_ms", stopped)
                        .mustHold(0);
                for (long with : List.of(flushed, slow, stopped)) {
                    assertTrue(with - usual < MORE_AT_MOST_MILLIS, () -> "p99 " + usual + " ms became " + with + " ms");
                }
            }
        } finally {
            redis.proxy().mend();
        }
    }

    private static List<String> answers(Client user, List<UUID> ids) throws Exception {
        List<String> answers = new ArrayList<>();
        for (UUID id : ids) {
            answers.add(user.get("/v1/ecg/" + id).body());
        }
        return answers;
    }

    private static long p99(Client user, List<UUID> ids) throws Exception {
        long[] millis = new long[READS];
        for (int i = 0; i < READS; i++) {
            long sent = System.nanoTime();
            assertEquals(200, user.get("/v1/ecg/" + ids.get(i % ids.size())).statusCode());
            millis[i] = (System.nanoTime() - sent) / 1_000_000;
        }
        Arrays.sort(millis);
        return millis[READS * 99 / 100];
    }
}
