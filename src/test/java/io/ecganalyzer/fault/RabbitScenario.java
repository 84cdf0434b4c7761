package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** RabbitMQ goes away and comes back, or takes nothing, under the same nodes. Submissions are answered 202 all the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitScenario {
    private static final int ECGS = Form.many(300, 60);
    private static final double ECGS_A_SECOND = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Cluster cluster = new Cluster(Map.of());
    private final RabbitServer rabbit = cluster.servers().rabbit();
    private NodeProcess api;

    private interface Fault {
        void strike() throws Exception;
    }

    /** Before all else, as it is about the start of the nodes. */
    @BeforeAll
    void absentWhenTheNodesStart() throws Exception {
        rabbit.proxy().cut();
        api = cluster.start("api", "api");
        cluster.start("analyzer", "analyzer");
        survives("3 RabbitMQ absent at first", () -> rabbit.proxy().mend());
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    void aRestart() throws Exception {
        survives("3 RabbitMQ restarted", () -> {
            rabbit.stop();
            rabbit.start();
        });
    }

    @Test
    void aKill() throws Exception {
        survives("3 RabbitMQ killed", () -> {
            rabbit.kill();
            rabbit.start();
        });
    }

    @Test
    void aQueueThatIsDeleted() throws Exception {
        survives("3 queue deleted", () -> rabbit.control("delete_queue", "-p", cluster.virtualHost(), "ecg.jobs"));
    }

    @Test
    void anAlarmOfMemory() throws Exception {
        survives("3 memory alarm", () -> {
            rabbit.control("set_vm_memory_high_watermark", "0.00001");
            TimeUnit.SECONDS.sleep(Form.many(15, 6)); // So long the broker is short of memory.
            rabbit.control("set_vm_memory_high_watermark", "0.4");
        });
    }

    private void survives(String scenario, Fault fault) throws Exception {
        Client user = Client.registered(api::api, Client.nameFor(scenario));
        try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, ECGS_A_SECOND, 4).begin()) {
            work.awaitAccepted(ECGS / 4, PATIENCE);
            fault.strike();
            Outcome outcome = work.outcome(scenario, PATIENCE, cluster.database());
            outcome.mustHold(0);
            assertEquals(Map.of(), outcome.errors(), "what clients saw");
        }
    }
}
