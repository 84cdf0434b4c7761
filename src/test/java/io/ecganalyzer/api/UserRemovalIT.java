package io.ecganalyzer.api;

import static io.ecganalyzer.api.ApiNode.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.testing.ManyEcgs;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user with more ECGs than one statement should delete. */
class UserRemovalIT {
    private static final int ECGS = 1_500;
    /** Statements of the node that wait for a lock. */
    private static final String BLOCKED = " FROM pg_stat_activity WHERE application_name = 'ecg-analyzer'"
            + " AND datname = current_database() AND wait_event_type = 'Lock'";

    private static final String PASSWORD = "a good password";
    private static final String NAME = "ada";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final UUID id = UUID.randomUUID();
    private Vertx vertx;
    private DatabaseSettings settings;
    private String jdbcUrl;
    private Connection observer;
    private ApiNode node;

    @BeforeEach
    void aUserWithManyEcgs() throws Exception {
        vertx = Vertx.vertx();
        settings = ApiNode.freshDatabase();
        jdbcUrl = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
        observer = connect();
        node = ApiNode.start(vertx, settings, ApiNode.settings(directory));
        assertEquals(201, register(id));
        ManyEcgs.insert(jdbcUrl, settings.user(), settings.password(), id, ECGS);
        assertEquals(200, login());
    }

    @AfterEach
    void stop() throws SQLException {
        observer.close();
        node.close();
        get(vertx.close());
    }

    @Test
    void allOfTheUserIsGone() throws SQLException {
        assertEquals(204, delete());
        assertEquals(401, login());
        await().atMost(PATIENCE).until(() -> ManyEcgs.rows(observer) + users() == 0);
    }

    /** Whoever holds a row of theirs holds the piece up that it is in, and no answer. */
    @Test
    void whatOneNodeLeavesOffAnotherEnds() throws Exception {
        try (Connection other = connect()) {
            ManyEcgs.holdTheLast(other);
            assertEquals(204, delete());
            assertEquals(401, login());
            await().atMost(PATIENCE).until(() -> ecgs() < ECGS && blocked() == 1);
            assertTrue(ecgs() > 0);
            assertEquals(201, register(UUID.randomUUID()), "the name is free");
            // The end of the node, as the database sees it.
            number("SELECT count(pg_terminate_backend(pid))" + BLOCKED);
            await().atMost(PATIENCE).until(() -> blocked() == 0);
        }
        assertTrue(ecgs() > 0, "it was left off");
        number(
                "WITH due AS (UPDATE app_user SET removal_due_at = now() WHERE username IS NULL RETURNING id) SELECT count(*) FROM due");
        String removals = get(vertx.deployVerticle(new UserRemovals(node.services, Duration.ofMillis(50))));
        await().atMost(PATIENCE).until(() -> ManyEcgs.rows(observer) == 0 && users() == 1);
        assertEquals(200, login(), "another user of that name");
        get(vertx.undeploy(removals));
    }

    private long blocked() throws SQLException {
        return number("SELECT count(*)" + BLOCKED);
    }

    private long ecgs() throws SQLException {
        return number("SELECT count(*) FROM ecg");
    }

    private long users() throws SQLException {
        return number("SELECT count(*) FROM app_user");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, settings.user(), settings.password());
    }

    private int register(UUID userId) {
        JsonObject user =
                new JsonObject().put("username", NAME).put("password", PASSWORD).put("id", userId.toString());
        return node.asAdministrator(HttpMethod.POST, "/v1/admin/register_user", user.encode())
                .status();
    }

    private int delete() {
        return node.asAdministrator(HttpMethod.DELETE, "/v1/admin/users/" + NAME, "")
                .status();
    }

    private int login() {
        return node.client()
                .call(HttpMethod.GET, "/v1/analyzers", NAME, PASSWORD, "")
                .status();
    }
}
