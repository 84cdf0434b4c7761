package io.ecganalyzer.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service leaves behind that is killed, and what the next start makes of it. */
final class LeftoversIT {
    private static final Path PROGRAMS = Path.of("target", "test-services", "programs");

    @TempDir
    private Path directory;

    @Test
    void theNextStartEndsTheDatabaseThatWasLeftAndKeepsItsData() throws Exception {
        EmbeddedPostgres left = EmbeddedPostgres.start(directory, PROGRAMS);
        run(left, "CREATE TABLE kept AS SELECT 42 AS answer");
        try (EmbeddedPostgres next = EmbeddedPostgres.start(directory, PROGRAMS)) {
            assertFalse(left.isAlive());
            assertEquals(42, ask(next, "SELECT answer FROM kept"));
            assertEquals(left.password(), next.password());
        }
        assertEquals(List.of(), new Leftovers(directory.toRealPath(), PROGRAMS.toRealPath()).find());
    }

    @Test
    void whatWasCommittedSurvivesAKilledDatabase() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.start(directory, PROGRAMS);
        run(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
        for (ProcessHandle process : new Leftovers(directory.toRealPath(), PROGRAMS.toRealPath()).find()) {
            Signal.KILL.send(process.pid());
        }
        try (EmbeddedPostgres next = EmbeddedPostgres.start(directory, PROGRAMS)) {
            assertEquals(42, ask(next, "SELECT answer FROM kept"));
        }
    }

    @Test
    void aProcessNumberThatIsSomebodyElsesByNowStopsNoStart() throws Exception {
        EmbeddedPostgres.start(directory, PROGRAMS).close();
        Path pidFile = directory.resolve("cluster/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + directory + "\n0\n5432\n\n\n");
        try (EmbeddedPostgres next = EmbeddedPostgres.start(directory, PROGRAMS)) {
            assertEquals(1, ask(next, "SELECT 1"));
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAnew() throws Exception {
        Files.createDirectories(directory.resolve("cluster.new/base"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, PROGRAMS)) {
            assertEquals(1, ask(postgres, "SELECT 1"));
        }
    }

    @Test
    void theNextStartEndsTheRedisThatWasLeft() throws Exception {
        EmbeddedRedis left = EmbeddedRedis.start(directory, PROGRAMS, 8 << 20);
        try (EmbeddedRedis next = EmbeddedRedis.start(directory, PROGRAMS, 8 << 20)) {
            assertFalse(left.isAlive());
            assertTrue(next.isAlive());
        }
    }

    @Test
    void aStrangerInTheDirectoryIsLeftAlone() throws Exception {
        Process stranger =
                new ProcessBuilder("sleep", "300").directory(directory.toFile()).start();
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory, PROGRAMS, 8 << 20)) {
            assertTrue(redis.isAlive());
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void twoRunSideBySide() throws Exception {
        try (EmbeddedPostgres one = EmbeddedPostgres.start(directory.resolve("one"), PROGRAMS);
                EmbeddedPostgres two = EmbeddedPostgres.start(directory.resolve("two"), PROGRAMS)) {
            assertTrue(one.isAlive());
            assertTrue(two.isAlive());
        }
    }

    @Test
    void onlyTheOwnerCanReadWhatIsWritten() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory.resolve("redis"), PROGRAMS, 8 << 20)) {
            assertEquals("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]", modes(directory.resolve("redis")));
            assertEquals("[OWNER_READ, OWNER_WRITE]", modes(directory.resolve("redis/redis.conf")));
            assertTrue(redis.isAlive());
        }
    }

    private static String modes(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).stream().sorted().toList().toString();
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        String url = "jdbc:postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database();
        return DriverManager.getConnection(url, postgres.user(), postgres.password());
    }
}
