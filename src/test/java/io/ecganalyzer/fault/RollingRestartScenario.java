package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every node is stopped in order and started anew, one after the other, while requests come in. */
class RollingRestartScenario {
    private static final int ROUNDS = Form.many(3, 1);
    private static final int RESTARTED_OF_EACH = Form.many(2, 1);
    /** More than are submitted meanwhile. */
    private static final int ECGS = 100_000;

    private static final double ECGS_A_SECOND = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void nobodySeesARestart() throws Exception {
        // The balancer looks four times a second; a busy machine may take longer.
        try (Cluster cluster = new Cluster(Map.of("shutdown.delay", "3s"));
                Balancer balancer = new Balancer(cluster.servers().vertx())) {
            List<NodeProcess> apis =
                    new ArrayList<>(List.of(cluster.start("api", "api-1"), cluster.start("api", "api-2")));
            List<NodeProcess> analyzers = new ArrayList<>(
                    List.of(cluster.start("analyzer", "analyzer-1"), cluster.start("analyzer", "analyzer-2")));
            apis.forEach(balancer::add);
            apis.forEach(node -> awaitUsed(balancer, node));
            Client user = Client.registered(balancer::uri, "ada");
            try (Workload work = new Workload(
                            user, Submissions.forAnalyzers("zero_crossings", "qrs"), ECGS, ECGS_A_SECOND, 4)
                    .begin()) {
                int restarts = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    for (int i = 0; i < RESTARTED_OF_EACH; i++) {
                        NodeProcess old = apis.get(i);
                        stop(old);
                        balancer.remove(old);
                        apis.set(i, cluster.start("api", old.name()));
                        balancer.add(apis.get(i));
                        awaitUsed(balancer, apis.get(i));
                        stop(analyzers.get(i));
                        analyzers.set(
                                i, cluster.start("analyzer", analyzers.get(i).name()));
                        restarts += 2;
                    }
                }
                work.enough();
                Outcome outcome = work.outcome("9 rolling restart", PATIENCE, cluster.database());
                outcome.with("restarts", restarts).mustHold(0);
                assertEquals(Map.of(), outcome.errors(), "failed requests");
            }
        }
    }

    private static void awaitUsed(Balancer balancer, NodeProcess node) {
        Awaitility.await(node.name() + " to be used").atMost(PATIENCE).until(() -> balancer.sendsTo(node));
    }

    /** As a platform does. */
    private static void stop(NodeProcess node) {
        node.term();
        assertEquals(143, node.awaitEnd(), () -> "exit code of " + node.name() + ":\n" + node.log());
    }
}
