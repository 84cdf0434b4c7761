package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL goes away and comes back, or does not answer, under the same nodes. Clients are told to come again, soon, and never hang. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresScenario {
    private static final int ECGS = Form.many(300, 60);
    private static final int CYCLES = Form.many(200, 12);
    private static final int POOL = 4;

    /** Of two nodes, and those that the server has not yet noticed to be gone. */
    private static final int MOST_CONNECTIONS = 4 * POOL;

    private static final double ECGS_A_SECOND = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The answer comes within 3 s; the rest is for a machine whose cores are few. */
    private static final Duration LONGEST_ANSWER = Form.within(3_500, 6_000);

    private static final Duration AWAY = Duration.ofSeconds(10);

    private final Cluster cluster = new Cluster(Map.of("database.pool_size", Integer.toString(POOL)));
    private final PostgresServer postgres = cluster.servers().postgres();
    private NodeProcess api;
    private NodeProcess analyzer;

    private interface Fault {
        void strike() throws Exception;
    }

    @BeforeAll
    void start() {
        api = cluster.start("api", "api");
        analyzer = cluster.start("analyzer", "analyzer");
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    void aRestart() throws Exception {
        survives("4 PostgreSQL restarted", () -> {
            postgres.stop();
            postgres.start();
        });
    }

    @Test
    void aKill() throws Exception {
        survives("4 PostgreSQL killed", () -> {
            postgres.kill();
            postgres.start();
        });
    }

    @Test
    void frozen() throws Exception {
        survives("4 PostgreSQL frozen for 10 s", () -> {
            postgres.freeze();
            TimeUnit.SECONDS.sleep(AWAY.toSeconds()); // So long it does not answer.
            postgres.thaw();
        });
    }

    /** All statements wait for a lock, so that soon no connection is free. */
    @Test
    void noConnectionFree() throws Exception {
        survives("4 all connections taken for 10 s", () -> {
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
    void connectionsDoNotGrow() throws Exception {
        Client user = Client.registered(api::api, "ada");
        long most = 0;
        try (Workload work = new Workload(user, Submissions.forAnalyzers("zero_crossings"), CYCLES * 2, 4, 4).begin()) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                lose(cycle);
                Awaitility.await("the database to be back")
                        .atMost(PATIENCE)
                        .until(() -> user.get("/v1/ecg?limit=1").statusCode() == 200);
                most = Math.max(most, cluster.database().connections());
            }
            Outcome outcome = work.outcome("4 connections lost, again and again", PATIENCE, cluster.database())
                    .with("cycles", CYCLES)
                    .with("most_connections", most);
            outcome.mustHold(0);
            assertTrue(most <= MOST_CONNECTIONS, most + " connections");
        }
    }

    private void lose(int cycle) {
        if (cycle % 2 == 0) {
            postgres.proxy().cut();
            postgres.proxy().mend();
        } else {
            cluster.database()
                    .number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    private void survives(String scenario, Fault fault) throws Exception {
        Client user = Client.registered(api::api, Client.nameFor(scenario));
        try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, ECGS_A_SECOND, 4).begin()) {
            work.awaitAccepted(ECGS / 4, PATIENCE);
            fault.strike();
            Outcome outcome = work.outcome(scenario, PATIENCE, cluster.database())
                    .with("longest_answer_ms", work.errors().longestMillis());
            outcome.mustHold(0);
            assertTrue(analyzer.isAlive() && api.isAlive(), "the nodes still run");
            assertTrue(
                    Set.of("503").containsAll(outcome.errors().keySet()),
                    () -> "what clients saw: " + outcome.errors());
            assertTrue(
                    work.errors().longestMillis() <= LONGEST_ANSWER.toMillis(),
                    () -> "an answer took " + work.errors().longestMillis() + " ms");
        }
    }
}
