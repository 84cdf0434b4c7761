package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.bench.cluster.CpuShare;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Of two nodes that analyse, one stands still for a while, or is slow. */
class UnequalNodesScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FROZEN_SECONDS = Form.many(60, 20);
    private static final double ECGS_A_SECOND = 6;
    private static final int ECGS_BEFORE = 30;
    private static final int ECGS_AFTER = 60;

    /** The lease is 5 s, and a sweep looks each second. */
    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(10);

    /** Each, so that the processor's share decides and not the machine's cores. */
    private static final Map<String, String> ONE_INSTANCE = Map.of("analyzer.instances", "1");

    private static final int ECGS_OF_BOTH = Form.many(600, 300);
    private static final double STARVED = 0.05;
    private static final double FAST = 0.6;
    private static final double SLOW = 0.2;

    @Test
    @WholeFormOnly
    void aFrozenAnalyzerHoldsNoJobBeyondItsLeaseAndDoesNoHarmWhenItWakes() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            cluster.start("analyzer", "analyzer-1");
            NodeProcess frozen = cluster.start("analyzer", "analyzer-2");
            Client user = Client.registered(api::api, "ada");
            int ecgs = ECGS_BEFORE + (int) (FROZEN_SECONDS * ECGS_A_SECOND) + ECGS_AFTER;
            try (TakeUps takeUps = new TakeUps(cluster.database());
                    Workload work = new Workload(user, Submissions.forAllAnalyzers(), ecgs, ECGS_A_SECOND, 4).begin()) {
                Awaitility.await("ECGs before the freeze").atMost(PATIENCE).until(() -> work.ended() >= ECGS_BEFORE);
                Awaitility.await("a freeze amid a job")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> freezeAmidAJob(cluster.database(), frozen, takeUps));
                // How long it stands still is what is tried here.
                Thread.sleep(Duration.ofSeconds(FROZEN_SECONDS).toMillis());
                Signals.thaw(frozen.pid());
                Outcome outcome = work.outcome("analyzer frozen", PATIENCE, cluster.database())
                        .with("frozen_s", FROZEN_SECONDS)
                        .with("jobs_in_hand_at_the_freeze", takeUps.count())
                        .with("longest_to_be_taken_up_s", takeUps.longest().toMillis() / 1e3);
                outcome.mustHold(0);
                assertTrue(takeUps.count() > 0, "it had a job in hand when it was frozen");
                assertTrue(
                        takeUps.longest().compareTo(TAKEN_UP_WITHIN) <= 0, () -> "taken up after " + takeUps.longest());
                assertEquals(0, outcome.errors().size(), () -> "what clients saw: " + outcome.errors());
            }
            worksAgain(cluster, api, frozen);
        }
    }

    /** Whether it had one in hand, which shows when somebody else takes that up; where all ended in others' hands, it goes on. */
    private static boolean freezeAmidAJob(Database database, NodeProcess node, TakeUps takeUps) {
        if (database.running() == 0) {
            return false;
        }
        Signals.freeze(node.pid());
        takeUps.noteRunning();
        Awaitility.await("each job in hand to end or to be taken up")
                .atMost(PATIENCE)
                .until(() -> takeUps.count() > 0 || takeUps.open() == 0);
        if (takeUps.count() == 0) {
            Signals.thaw(node.pid());
        }
        return takeUps.count() > 0;
    }

    private static void worksAgain(Cluster cluster, NodeProcess api, NodeProcess node) throws Exception {
        double before = handled(node);
        Client user = Client.registered(api::api, "grace");
        try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS_AFTER, ECGS_A_SECOND, 4).begin()) {
            work.outcome("after a freeze", PATIENCE, cluster.database()).mustHold(0);
        }
        assertTrue(handled(node) > before, "the node that woke takes work again");
    }

    /** So slow that it may end nothing before its leases do. */
    @Test
    @WholeFormOnly
    void aStarvedAnalyzerHoldsNothingUp() throws Exception {
        try (Cluster cluster = new Cluster(ONE_INSTANCE)) {
            NodeProcess api = cluster.start("api", "api");
            NodeProcess fast = cluster.start("analyzer", "fast");
            NodeProcess slow = cluster.start("analyzer", "slow");
            try (CpuShare starved = CpuShare.of(slow.pid(), STARVED)) {
                sharedOut("one analyzer starved", cluster, api, fast, slow, starved);
            }
        }
    }

    @Test
    @WholeFormOnly
    void aSlowAnalyzerGetsLessWork() throws Exception {
        try (Cluster cluster = new Cluster(ONE_INSTANCE)) {
            NodeProcess api = cluster.start("api", "api");
            NodeProcess fast = cluster.start("analyzer", "fast");
            NodeProcess slow = cluster.start("analyzer", "slow");
            try (CpuShare more = CpuShare.of(fast.pid(), FAST);
                    CpuShare less = CpuShare.of(slow.pid(), SLOW)) {
                sharedOut("one analyzer slow", cluster, api, fast, slow, less);
                assertTrue(handled(slow) > 0, "the slow one has its part");
            }
        }
    }

    private static void sharedOut(
            String scenario, Cluster cluster, NodeProcess api, NodeProcess fast, NodeProcess slow, CpuShare share)
            throws Exception {
        Client user = Client.registered(api::api, "ada");
        try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS_OF_BOTH, 1_000, 4).begin()) {
            Outcome outcome = work.outcome(scenario, PATIENCE, cluster.database())
                    .with("limited_by", share.means())
                    .with("done_by_the_fast", handled(fast))
                    .with("done_by_the_slow", handled(slow));
            outcome.mustHold(0);
            assertTrue(
                    handled(fast) > 2 * handled(slow),
                    () -> "the fast one did " + handled(fast) + ", the slow one " + handled(slow));
        }
    }

    private static double handled(NodeProcess node) {
        return node.metric("ecg_jobs_handled_total", "outcome=\"done\"");
    }
}
