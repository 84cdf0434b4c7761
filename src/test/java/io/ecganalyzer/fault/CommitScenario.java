package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Processes that are killed in the gaps between two systems: what is committed in one is not yet known to the other. */
class CommitScenario {
    private static final int ECGS = Form.many(100, 40);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A frozen broker takes no message: what was accepted is committed and not published. */
    @Test
    void theApiIsKilledBetweenCommitAndPublication() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            Client user = Client.registered(api::api, "ada");
            cluster.servers().rabbit().proxy().freeze();
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, 50, 4).begin()) {
                work.awaitAccepted(ECGS, PATIENCE);
                long confirmed = (long) api.metric("ecg_broker_confirmed_total");
                api.kill();
                cluster.servers().rabbit().proxy().mend();
                NodeProcess again = cluster.start("api", "api");
                cluster.start("analyzer", "analyzer");
                Client back = Client.registered(again::api, "ada");
                Outcome outcome = work.readBackBy(back)
                        .outcome("2 API killed between commit and publication", PATIENCE, cluster.database())
                        .with("published_before_the_kill", confirmed);
                assertEquals(0, confirmed, "published before the kill");
                outcome.mustHold(0);
            }
        } finally {
            FaultServers.shared().rabbit().proxy().mend();
        }
    }

    /** From a frozen broker no acknowledgement returns: results are committed and their messages come again. */
    @Test
    void theAnalyzerIsKilledBetweenCommitAndAcknowledgement() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            NodeProcess analyzer = cluster.start("analyzer", "analyzer");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, 100, 4).begin()) {
                Awaitility.await("jobs in hand")
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(PATIENCE)
                        .until(() -> cluster.database().running() > 0);
                cluster.servers().rabbit().proxy().freeze();
                Awaitility.await("all in hand to be committed")
                        .atMost(PATIENCE)
                        .until(() -> cluster.database().running() == 0);
                analyzer.kill();
                cluster.servers().rabbit().proxy().mend();
                NodeProcess again = cluster.start("analyzer", "analyzer");
                Outcome outcome =
                        work.outcome("2 analyzer killed between commit and ack", PATIENCE, cluster.database());
                double foundDone = again.metric("ecg_jobs_handled_total", "nothing_to_do");
                outcome.with("messages_found_done", (long) foundDone).mustHold(0);
                assertTrue(foundDone > 0, "no message came again");
            }
        } finally {
            FaultServers.shared().rabbit().proxy().mend();
        }
    }
}
