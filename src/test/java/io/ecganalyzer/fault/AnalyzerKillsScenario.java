package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Of two processes that analyse one is killed in the middle of jobs, over and over, and started again. */
class AnalyzerKillsScenario {
    private static final int KILLS = Form.many(100, 3);
    private static final int ECGS_A_KILL = 20;
    /** More than are submitted meanwhile. */
    private static final int ECGS = 100_000;

    private static final double ECGS_A_SECOND = 4;

    /** Of ten seconds: an analysis is to take longer than it takes to see that it runs. */
    private static final int LONG = 20;

    private static final String RUNNING = "ecg_analysis_running";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The lease is 5 s, and a sweep looks each second. */
    private static final Duration TAKEN_UP_WITHIN = Form.within(10_000, 20_000);

    @Test
    void aKilledAnalyzerLosesNothing() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            List<NodeProcess> analyzers = new ArrayList<>();
            analyzers.add(cluster.start("analyzer", "analyzer-1"));
            analyzers.add(cluster.start("analyzer", "analyzer-2"));
            Client user = Client.registered(api::api, "ada");
            try (TakeUps takeUps = new TakeUps(cluster.database());
                    Workload work = new Workload(user, Submissions.repeated(LONG), ECGS, ECGS_A_SECOND, 4).begin()) {
                for (int kill = 0; kill < KILLS; kill++) {
                    int endedBefore = kill * ECGS_A_KILL;
                    NodeProcess victim = Awaitility.await("an analysis after " + endedBefore + " ended")
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(10))
                            .until(
                                    () -> work.ended() < endedBefore ? null : amidAnAnalysis(analyzers),
                                    Objects::nonNull);
                    takeUps.noteRunning();
                    victim.kill();
                    analyzers.remove(victim);
                    analyzers.add(cluster.start("analyzer", victim.name()));
                }
                work.enough();
                Outcome outcome = work.outcome("1 analyzer killed", PATIENCE, cluster.database())
                        .with("kills", KILLS)
                        .with("jobs_in_hand_at_the_kills", takeUps.count())
                        .with("longest_to_be_taken_up_s", takeUps.longest().toMillis() / 1e3);
                outcome.mustHold(0);
                assertTrue(takeUps.count() >= KILLS / 2, () -> takeUps.count() + " jobs were in hand at the kills");
                assertTrue(
                        takeUps.longest().compareTo(TAKEN_UP_WITHIN) <= 0, () -> "taken up after " + takeUps.longest());
            }
        }
    }

    /** One that analyzes now; null where none does. */
    private static NodeProcess amidAnAnalysis(List<NodeProcess> analyzers) {
        return analyzers.stream()
                .filter(node -> node.metric(RUNNING) > 0)
                .findFirst()
                .orElse(null);
    }
}
