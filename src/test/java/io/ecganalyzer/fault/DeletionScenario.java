package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.ManyEcgs;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node is killed while it removes a user with many ECGs. */
class DeletionScenario {
    private static final int ECGS = Form.many(20_000, 5_000);
    private static final String NAME = "ada";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void nothingOfTheUserIsLeftInTheEnd() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess killed = cluster.start("api", "api-1");
            NodeProcess other = cluster.start("api", "api-2");
            Client.registered(killed::api, NAME);
            Database database = cluster.database();
            UUID id = database.uuids("SELECT id FROM app_user").iterator().next();
            ManyEcgs.insert(database.url(), database.user(), database.password(), id, ECGS);
            long left;
            try (Connection holder = database.connect()) {
                ManyEcgs.holdTheLast(holder);
                Client.administrator(killed::api).deleteAsync("/v1/admin/users/" + NAME);
                Awaitility.await("the removal to be under way")
                        .atMost(PATIENCE)
                        .until(() -> database.number("SELECT count(*) FROM ecg") < ECGS);
                killed.kill();
                left = database.number("SELECT count(*) FROM ecg");
            }
            long began = System.nanoTime();
            assertTrue(left > 0, "it was killed in the middle");
            assertEquals(
                    401, Client.known(other::api, NAME).get("/v1/ecg").statusCode(), "nobody logs in by that name");
            try (Connection observer = database.connect()) {
                Awaitility.await("the other node to end the removal")
                        .atMost(PATIENCE)
                        .until(() ->
                                ManyEcgs.rows(observer) == 0 && database.number("SELECT count(*) FROM app_user") == 0);
            }
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("ecgs", ECGS);
            figures.put("left_at_the_kill", left);
            figures.put("all_gone_after_s", (System.nanoTime() - began) / 1e9);
            FaultReport.add("node killed while it removes a user", figures);
        }
    }
}
