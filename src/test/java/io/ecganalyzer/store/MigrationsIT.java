package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MigrationsIT {
    private static final int NODES = 6;

    @Test
    void manyNodesMayMigrateAtOnce() throws Exception {
        DatabaseSettings settings = TestDatabase.empty();
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            CyclicBarrier together = new CyclicBarrier(NODES);
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                runs.add(nodes.submit(() -> {
                    together.await();
                    Migrations.run(settings);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(60, TimeUnit.SECONDS);
            }
        } finally {
            nodes.shutdownNow();
        }
        assertEquals(1, count(settings, "SELECT count(*) FROM flyway_schema_history WHERE version = '1' AND success"));
    }

    @Test
    void aSecondRunChangesNothing() throws SQLException {
        DatabaseSettings settings = TestDatabase.empty();
        Migrations.run(settings);
        int before = count(settings, "SELECT count(*) FROM flyway_schema_history");
        Migrations.run(settings);
        assertEquals(before, count(settings, "SELECT count(*) FROM flyway_schema_history"));
    }

    @Test
    void aNewerSchemaIsRefusedWithBothVersions() throws SQLException {
        DatabaseSettings settings = TestDatabase.empty();
        Migrations.run(settings);
        execute(
                settings,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " VALUES (99, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', 1, true)");
        var refusal = assertThrows(MigrationException.class, () -> Migrations.run(settings));
        assertTrue(
                refusal.getMessage().contains("is of version 999 (from the future), newer than this program"),
                refusal.getMessage());
    }

    @Test
    void aMigrationThatWasChangedIsRefused() throws SQLException {
        DatabaseSettings settings = TestDatabase.empty();
        Migrations.run(settings);
        execute(settings, "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'");
        assertThrows(MigrationException.class, () -> Migrations.run(settings));
    }

    @Test
    void theFailureNamesTheDatabaseAndNoPassword() {
        DatabaseSettings settings = TestDatabase.empty();
        DatabaseSettings wrong =
                new DatabaseSettings(settings.host(), 1, settings.database(), settings.user(), "s3cret-word");
        var refusal = assertThrows(MigrationException.class, () -> Migrations.run(wrong));
        assertTrue(refusal.getMessage().contains(wrong.toString()), refusal.getMessage());
        assertTrue(!refusal.getMessage().contains("s3cret-word"), refusal.getMessage());
    }

    private static int count(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = connection(settings);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = connection(settings);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
    }
}
