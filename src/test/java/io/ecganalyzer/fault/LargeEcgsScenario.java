package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More long ECGs at once than fit into the memory of the node that analyzes them: they are taken one after the other. */
class LargeEcgsScenario {
    private static final int ECGS = Form.many(32, 12);

    /** Ten seconds so many times: three hours and a half, 1.8 million samples. */
    private static final int TIMES = 360;

    private static final int HEAP_MEBIBYTES = 160;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void longEcgsWaitForMemoryAndBringNobodyDown() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.repeated(TIMES), ECGS, 4, 2).begin()) {
                work.awaitAccepted(ECGS, PATIENCE);
                NodeProcess analyzer = cluster.begin("analyzer", "analyzer", Launch.USUAL.withHeap(HEAP_MEBIBYTES))
                        .awaitStarted();
                Outcome outcome = work.outcome("6 long ECGs, little memory", PATIENCE, cluster.database());
                long more = cluster.database().number("SELECT count(*) FROM job WHERE attempts > 1");
                outcome.with("heap_mib", HEAP_MEBIBYTES)
                        .with("resident_mib", analyzer.residentBytes() >> 20)
                        .with("begun_more_than_once", more)
                        .mustHold(0);
                assertTrue(analyzer.isAlive(), "the analyzer still runs");
                assertEquals(0, more, "jobs whose first attempt was lost");
            }
        }
    }
}
