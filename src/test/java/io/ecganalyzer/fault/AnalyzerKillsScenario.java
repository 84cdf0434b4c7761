package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Of two processes that analyse one is killed in the middle of jobs, over and over, and started again. */
class AnalyzerKillsScenario {
    private static final int KILLS = Form.many(100, 3);
    private static final int ECGS_A_KILL = 20;
    /** More than are submitted meanwhile. */
    private static final int ECGS = 100_000;

    private static final double ECGS_A_SECOND = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The lease is 5 s, and a sweep looks each second. */
    private static final Duration TAKEN_UP_WITHIN = Form.within(10_000, 20_000);

    @Test
    void aKilledAnalyzerLosesNothing() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            Deque<NodeProcess> analyzers = new ArrayDeque<>();
            analyzers.add(cluster.start("analyzer", "analyzer-1"));
            analyzers.add(cluster.start("analyzer", "analyzer-2"));
            Client user = Client.registered(api::api, "ada");
            try (TakeUps takeUps = new TakeUps(cluster.database());
                    Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, ECGS_A_SECOND, 4).begin()) {
                for (int kill = 0; kill < KILLS; kill++) {
                    int endedBefore = kill * ECGS_A_KILL;
                    Awaitility.await("jobs in hand after " + endedBefore + " ended")
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> work.ended() >= endedBefore
                                    && cluster.database().running() > 0);
                    takeUps.noteRunning();
                    NodeProcess victim = analyzers.remove();
                    victim.kill();
                    analyzers.add(cluster.start("analyzer", victim.name()));
                }
                work.enough();
                Outcome outcome = work.outcome("1 analyzer killed", PATIENCE, cluster.database())
                        .with("kills", KILLS)
                        .with("jobs_in_hand_at_the_kills", takeUps.count())
                        .with("longest_to_be_taken_up_s", takeUps.longest().toMillis() / 1e3);
                outcome.mustHold(0);
                assertTrue(
                        takeUps.longest().compareTo(TAKEN_UP_WITHIN) <= 0, () -> "taken up after " + takeUps.longest());
            }
        }
    }
}
