package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.store.EncodedLead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** From the schema of the first release, with its data, to this one; by two nodes at once; and a node that is too old. */
class MigrationScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ECGS = 50;
    private static final int[] SIGNAL = {80, 101, -115, -88, 5, 105, 181, -80, -92, 89, -150, 63, -85, 41, 89};
    private static final int ZERO_CROSSINGS = 8;

    @Test
    void twoNodesAtOnceMigrateTheFirstSchemaWithItsData() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            UUID owner = UUID.randomUUID();
            Database database = cluster.database();
            migrateTo("1", database);
            database.execute("INSERT INTO app_user (id, username, password_hash) VALUES ('" + owner + "', 'ada', 'x')");
            for (int i = 0; i < ECGS; i++) {
                insert(database, owner, i % 2 == 0);
            }
            NodeProcess first = cluster.begin("api", "api", Launch.USUAL);
            NodeProcess second = cluster.begin("analyzer", "analyzer", Launch.USUAL);
            first.awaitStarted();
            second.awaitStarted();
            Client administrator = Client.administrator(first::api);
            assertEquals(
                    204,
                    administrator
                            .put("/v1/admin/users/ada/password", "{\"password\":\"the password of ada\"}")
                            .statusCode());
            Client user = Client.registered(first::api, "ada");
            Awaitility.await("what was queued to be analysed")
                    .atMost(PATIENCE)
                    .until(() -> database.number("SELECT count(*) FROM job WHERE state = 'done'") == ECGS);
            int right = 0;
            for (JsonNode entry : user.read("/v1/ecg?limit=500").path("items")) {
                JsonNode report = user.report(UUID.fromString(entry.path("id").asText()));
                right += report.path("zero_crosses_count").asInt() == ZERO_CROSSINGS ? 1 : 0;
            }
            new Outcome(
                            "12 migration with data, two nodes at once",
                            ECGS,
                            ECGS,
                            right,
                            0,
                            ECGS - right,
                            database.resultsMoreThanOnce(),
                            Duration.ZERO,
                            Map.of(),
                            List.of())
                    .mustHold(0);
        }
    }

    @Test
    void aNodeThatIsOlderThanTheSchemaRefuses() {
        try (Cluster cluster = new Cluster(Map.of())) {
            cluster.start("analyzer", "analyzer").kill();
            cluster.database()
                    .execute(
                            "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                                    + " installed_by, execution_time, success) SELECT max(installed_rank) + 1, '9999', 'from the future',"
                                    + " 'SQL', 'V9999__from_the_future.sql', 0, 'ecg', 0, true FROM flyway_schema_history");
            NodeProcess refused = cluster.begin("api", "api", Launch.USUAL);
            assertTrue(refused.awaitEnd() != 0, "the exit code");
            String log = refused.log();
            assertTrue(log.contains("is of version 9999 (from the future), newer than this program"), log);
            assertFalse(log.contains("\tat "), log);
        }
    }

    private static void migrateTo(String version, Database database) {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    /** As the first release stored it: done with its result, or queued. */
    private static void insert(Database database, UUID owner, boolean done) throws SQLException {
        EncodedLead lead = EncodedLead.encode(new Lead("II", SIGNAL, Optional.empty()));
        String sql = """
                WITH new_ecg AS (
                  INSERT INTO ecg (user_id, id, content_hash, analyzers)
                  VALUES (?, gen_random_uuid(), '\\x00', '[{"name":"zero_crossings","parameters":{}}]') RETURNING key),
                new_lead AS (
                  INSERT INTO lead (ecg_key, ordinal, name, number_of_samples, signal) SELECT key, 0, 'II', ?, ? FROM new_ecg),
                new_job AS (
                  INSERT INTO job (ecg_key, state, due_at, request_id, finished_at)
                  SELECT key, CASE WHEN ? THEN 'done' ELSE 'queued' END, now(), 'r', CASE WHEN ? THEN now() END FROM new_ecg)
                INSERT INTO analysis (ecg_key, analyzer, version, parameters, result, duration_ns)
                SELECT key, 'zero_crossings', '1.0.0', '{"policy":"adjacent"}',
                  '{"zero_crosses_count":8,"leads":[{"name":"II","zero_crosses_count":8}]}', 1000
                FROM new_ecg WHERE ?
                """;
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, owner);
            statement.setInt(2, lead.numberOfSamples());
            statement.setBytes(3, lead.signal());
            for (int i = 4; i <= 6; i++) {
                statement.setBoolean(i, done);
            }
            statement.execute();
        }
    }
}
