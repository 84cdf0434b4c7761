package io.ecganalyzer.api;

import static io.ecganalyzer.api.ApiNode.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.testing.ManyEcgs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long the removal of a user with {@code -Decg.removal.ecgs} small ECGs takes (20,000 by the profile {@code hostile}) and its
 * longest transaction, which is what others may have to wait for, and compares it with one statement for all.
 */
class UserRemovalMeasurementIT {
    private static final int ECGS = Integer.getInteger("ecg.removal.ecgs", 2_000);
    private static final boolean JUDGE = Boolean.getBoolean("ecg.hostile.judge");
    private static final double MOST_SECONDS = 1;

    @TempDir
    private Path directory;

    private record Times(double wholeSeconds, double longestSeconds) {}

    @Test
    void inPiecesAndAtOnce() throws Exception {
        Vertx vertx = Vertx.vertx();
        DatabaseSettings settings = ApiNode.freshDatabase();
        try (ApiNode node = ApiNode.start(vertx, settings, ApiNode.settings(directory))) {
            Times pieces = measured(
                    settings, node, id -> node.services.removal().of(id).mapEmpty());
            Times atOnce = measured(settings, node, node.users::remove);
            System.err.printf(
                    Locale.ROOT,
                    "removal of a user with %d ECGs: %.2f s, the longest transaction %.3f s; in one statement %.2f s%n",
                    ECGS,
                    pieces.wholeSeconds(),
                    pieces.longestSeconds(),
                    atOnce.wholeSeconds());
            assertTrue(!JUDGE || pieces.longestSeconds() < MOST_SECONDS, pieces::toString);
        } finally {
            get(vertx.close());
        }
    }

    private interface Way {
        Future<Void> remove(UUID id);
    }

    private static Times measured(DatabaseSettings settings, ApiNode node, Way way) throws SQLException {
        UUID id = UUID.randomUUID();
        get(node.users.create(id, "ada", "hash"));
        String url = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
        ManyEcgs.insert(url, settings.user(), settings.password(), id, ECGS);
        assertEquals(id, get(node.users.dismiss("ada", Duration.ofMinutes(1))).orElseThrow());
        try (Connection observer = DriverManager.getConnection(url, settings.user(), settings.password())) {
            long began = System.nanoTime();
            Future<Void> removed = way.remove(id);
            double longest = 0;
            while (!removed.isComplete()) {
                longest = Math.max(longest, ageOfTheOldestTransaction(observer));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            get(removed);
            assertEquals(0, ManyEcgs.rows(observer));
            return new Times(seconds, longest);
        }
    }

    /** In seconds. */
    private static double ageOfTheOldestTransaction(Connection observer) throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0), pg_sleep(0.005)"
                                + " FROM pg_stat_activity WHERE application_name = 'ecg-analyzer'"
                                + " AND datname = current_database() AND state = 'active'")) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
