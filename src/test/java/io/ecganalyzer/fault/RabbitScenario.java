package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** RabbitMQ goes away and comes back, or takes nothing. Submissions are answered 202 all the time. */
class RabbitScenario {
    private static final int ECGS = Form.many(300, 80);
    private static final double ECGS_A_SECOND = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private interface Fault {
        void strike(Cluster cluster, RabbitServer rabbit) throws Exception;
    }

    @Test
    @WholeFormOnly
    void aRestart() throws Exception {
        survives("3 RabbitMQ restarted", (cluster, rabbit) -> {
            rabbit.stop();
            rabbit.start();
        });
    }

    @Test
    @WholeFormOnly
    void aKill() throws Exception {
        survives("3 RabbitMQ killed", (cluster, rabbit) -> {
            rabbit.kill();
            rabbit.start();
        });
    }

    @Test
    @WholeFormOnly
    void aQueueThatIsDeleted() throws Exception {
        survives(
                "3 queue deleted",
                (cluster, rabbit) -> rabbit.control("delete_queue", "-p", cluster.virtualHost(), "ecg.jobs"));
    }

    @Test
    @WholeFormOnly
    void anAlarmOfMemory() throws Exception {
        survives("3 memory alarm", (cluster, rabbit) -> {
            rabbit.control("set_vm_memory_high_watermark", "0.00001");
            TimeUnit.SECONDS.sleep(Form.many(15, 6)); // So long the broker is short of memory.
            rabbit.control("set_vm_memory_high_watermark", "0.4");
        });
    }

    @Test
    @WholeFormOnly
    void absentWhenTheNodesStart() throws Exception {
        RabbitServer rabbit = FaultServers.shared().rabbit();
        try (Cluster cluster = new Cluster(Map.of())) {
            rabbit.proxy().cut();
            NodeProcess api = cluster.start("api", "api");
            cluster.start("analyzer", "analyzer");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, ECGS_A_SECOND, 4).begin()) {
                work.awaitAccepted(ECGS / 2, PATIENCE);
                rabbit.proxy().mend();
                held(work.outcome("3 RabbitMQ absent at first", PATIENCE, cluster.database()));
            }
        } finally {
            rabbit.proxy().mend();
        }
    }

    private static void survives(String scenario, Fault fault) throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            cluster.start("analyzer", "analyzer");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, ECGS_A_SECOND, 4).begin()) {
                work.awaitAccepted(ECGS / 4, PATIENCE);
                fault.strike(cluster, cluster.servers().rabbit());
                held(work.outcome(scenario, PATIENCE, cluster.database()));
            }
        }
    }

    private static void held(Outcome outcome) {
        outcome.mustHold(0);
        assertEquals(Map.of(), outcome.errors(), "what clients saw");
    }
}
