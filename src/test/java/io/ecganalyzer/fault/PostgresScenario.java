package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away and comes back, or does not answer. Clients are told to come again, soon, and never hang. */
class PostgresScenario {
    private static final int ECGS = Form.many(300, 80);
    private static final int CYCLES = Form.many(200, 12);
    private static final double ECGS_A_SECOND = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The answer comes within 3 s; the rest is for a machine whose cores are few. */
    private static final long LONGEST_ANSWER_MILLIS = 3_500;

    private static final Duration AWAY = Duration.ofSeconds(10);

    private interface Fault {
        void strike(Cluster cluster, PostgresServer postgres) throws Exception;
    }

    @Test
    @WholeFormOnly
    void aRestart() throws Exception {
        survives("4 PostgreSQL restarted", (cluster, postgres) -> {
            postgres.stop();
            postgres.start();
        });
    }

    @Test
    @WholeFormOnly
    void aKill() throws Exception {
        survives("4 PostgreSQL killed", (cluster, postgres) -> {
            postgres.kill();
            postgres.start();
        });
    }

    @Test
    @WholeFormOnly
    void frozen() throws Exception {
        survives("4 PostgreSQL frozen for 10 s", (cluster, postgres) -> {
            postgres.freeze();
            TimeUnit.SECONDS.sleep(AWAY.toSeconds()); // So long it does not answer.
            postgres.thaw();
        });
    }

    /** All statements wait for a lock, so that soon no connection is free. */
    @Test
    @WholeFormOnly
    void noConnectionFree() throws Exception {
        survives("4 all connections taken for 10 s", (cluster, postgres) -> {
            try (Connection connection = cluster.database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE ecg, job IN ACCESS EXCLUSIVE MODE");
                TimeUnit.SECONDS.sleep(AWAY.toSeconds()); // So long it is held.
                connection.rollback();
            }
        });
    }

    @Test
    @WholeFormOnly
    void connectionsDoNotGrow() throws Exception {
        try (Cluster cluster = new Cluster(Map.of("database.pool_size", "4"))) {
            NodeProcess api = cluster.start("api", "api");
            cluster.start("analyzer", "analyzer");
            Client user = Client.registered(api::api, "ada");
            int ecgs = CYCLES * 2;
            long most = 0;
            try (Workload work = new Workload(user, Submissions.forAnalyzers("zero_crossings"), ecgs, 4, 4).begin()) {
                for (int cycle = 0; cycle < CYCLES; cycle++) {
                    lose(cluster, cycle);
                    Awaitility.await("the database to be back")
                            .atMost(PATIENCE)
                            .until(() -> user.get("/v1/ecg?limit=1").statusCode() == 200);
                    most = Math.max(most, cluster.database().connections());
                }
                Outcome outcome = work.outcome("4 connections lost, again and again", PATIENCE, cluster.database())
                        .with("cycles", CYCLES)
                        .with("most_connections", most);
                outcome.mustHold(0);
                // Two nodes of four each, and those that the server has not yet noticed to be gone.
                assertTrue(most <= 16, most + " connections");
            }
        }
    }

    private static void lose(Cluster cluster, int cycle) {
        if (cycle % 2 == 0) {
            cluster.servers().postgres().proxy().cut();
            cluster.servers().postgres().proxy().mend();
        } else {
            cluster.database()
                    .number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    private static void survives(String scenario, Fault fault) throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            NodeProcess analyzer = cluster.start("analyzer", "analyzer");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, ECGS_A_SECOND, 4).begin()) {
                work.awaitAccepted(ECGS / 4, PATIENCE);
                fault.strike(cluster, cluster.servers().postgres());
                Outcome outcome = work.outcome(scenario, PATIENCE, cluster.database())
                        .with("longest_answer_ms", work.errors().longestMillis());
                outcome.mustHold(0);
                assertTrue(analyzer.isAlive() && api.isAlive(), "the nodes still run");
                assertEquals(Set.of(), withoutThose(outcome, "503"), () -> "what clients saw: " + outcome.errors());
                assertTrue(
                        work.errors().longestMillis() <= LONGEST_ANSWER_MILLIS,
                        () -> "an answer took " + work.errors().longestMillis() + " ms");
            }
        }
    }

    private static Set<String> withoutThose(Outcome outcome, String allowed) {
        Set<String> kinds = new TreeSet<>(outcome.errors().keySet());
        kinds.remove(allowed);
        return kinds;
    }
}
