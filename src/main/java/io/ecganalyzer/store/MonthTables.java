package io.ecganalyzer.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of months as an operator sees them: listed, made ahead, given up. Everything blocks, for as long as it takes.
 *
 * <pre>
 *   in use ──detach, in milliseconds──▶ detached ──ids of its ECGs removed, in batches──▶ dropped, or left for an archive
 *                                          └── interrupted: the next call goes on from here
 * </pre>
 */
public final class MonthTables implements AutoCloseable {
    /** A batch ends within a second, and holds up nobody's submission for longer. */
    private static final int BATCH = 5_000;

    /** Detaching waits for the statements that run; whoever comes after it waits as well. */
    private static final String SHORT_LOCKS = "SET lock_timeout = '500ms'";

    private static final int LOCK_TRIES = 20;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String LIST = """
            SELECT name, attached, pg_stat_get_live_tuples(job) AS ecgs,
              pg_total_relation_size(job) + coalesce(pg_total_relation_size(to_regclass('lead_' || name)), 0)
                + coalesce(pg_total_relation_size(to_regclass('analysis_' || name)), 0) AS bytes
            FROM (
              SELECT substr(relname, 5) AS name, pg_class.oid AS job, inhparent IS NOT NULL AS attached
              FROM pg_class LEFT JOIN pg_inherits ON inhrelid = pg_class.oid AND inhparent = 'job'::regclass
              WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname ~ '^job_([0-9]{4}_[0-9]{2}|default)$') parts
            ORDER BY name
            """;

    /**
     * A month's tables.
     *
     * @param name as 2026-11, or {@code default} for those that take what no month does
     * @param attached false where it was given up: the service does not see it any more
     * @param ecgs as PostgreSQL's statistics say
     * @param bytes of its jobs, leads and analyses with their indexes
     */
    public record MonthTable(String name, boolean attached, long ecgs, long bytes) {
        public boolean isDefault() {
            return name.equals("default");
        }

        public YearMonth month() {
            return YearMonth.parse(name);
        }
    }

    private final Connection connection;

    private MonthTables(Connection connection) {
        this.connection = connection;
    }

    /** What is done with the tables while they are open. */
    public interface MonthWork {
        void with(MonthTables tables) throws Exception;
    }

    /**
     * Opens them, has the work done, and closes them.
     *
     * @throws StoreUnavailableException with PostgreSQL's word where it cannot be asked or refuses
     */
    public static void work(DatabaseSettings settings, MonthWork work) {
        try (MonthTables tables = open(settings)) {
            work.with(tables);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreUnavailableException(e.getMessage(), e);
        }
    }

    public static MonthTables open(DatabaseSettings settings) throws SQLException {
        return new MonthTables(DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password()));
    }

    /** All months, the oldest first, then the safety net. */
    public List<MonthTable> list() throws SQLException {
        List<MonthTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LIST)) {
            while (rows.next()) {
                tables.add(new MonthTable(
                        rows.getString("name").replace('_', '-'),
                        rows.getBoolean("attached"),
                        rows.getLong("ecgs"),
                        rows.getLong("bytes")));
            }
        }
        return tables;
    }

    /** By the database's clock, in UTC. */
    public YearMonth thisMonth() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT now()")) {
            rows.next();
            return YearMonth.from(rows.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC));
        }
    }

    /** Makes what is missing up to {@code months} after this one, and moves to it what the safety net caught. */
    public int makeAhead(int months) throws SQLException {
        return withShortLocks(() -> {
            try (PreparedStatement statement = connection.prepareStatement(MonthSql.MAKE_AHEAD.replace("$1", "?"))) {
                statement.setInt(1, months);
                ResultSet rows = statement.executeQuery();
                rows.next();
                return rows.getInt("made");
            }
        });
    }

    /** The jobs of a month that are not over, whose ECGs may not be given up. */
    public long openJobs(MonthTable table) throws SQLException {
        String sql = "SELECT count(*) FROM " + part("job", table) + " WHERE state IN ('queued', 'running')";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Takes a month out of the service: none of its ECGs can be seen or has its id taken any more. It may be interrupted and called
     * again.
     *
     * @param drop whether its tables go too, or stay outside of the service for an archive
     */
    public void giveUp(MonthTable table, boolean drop) throws SQLException {
        if (table.isDefault()) {
            throw new IllegalArgumentException("the safety net stays");
        }
        if (table.attached()) {
            withShortLocks(() -> detach(table));
        }
        removeIds(table);
        if (drop) {
            execute("DROP TABLE " + part("lead", table) + ", " + part("analysis", table) + ", " + part("job", table));
        }
    }

    private int detach(MonthTable table) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String parent : List.of("job", "lead", "analysis")) {
                execute("ALTER TABLE " + parent + " DETACH PARTITION " + part(parent, table));
            }
            connection.commit();
            return 1;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Their jobs lie outside by now, so each deletion is one row. An id that was taken again since has another key. */
    private void removeIds(MonthTable table) throws SQLException {
        String batch = "WITH gone AS (SELECT user_id, ecg_id, ecg_key FROM " + part("job", table)
                + " WHERE ecg_key > ? ORDER BY ecg_key LIMIT " + BATCH + "), removed AS (DELETE FROM ecg USING gone"
                + " WHERE ecg.user_id = gone.user_id AND ecg.id = gone.ecg_id AND ecg.key = gone.ecg_key)"
                + " SELECT max(ecg_key) AS last FROM gone";
        try (PreparedStatement statement = connection.prepareStatement(batch)) {
            long last = Long.MIN_VALUE;
            boolean more = true;
            while (more) {
                statement.setLong(1, last);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    last = rows.getLong("last");
                    more = !rows.wasNull();
                }
            }
        }
    }

    private interface Work {
        int run() throws SQLException;
    }

    private int withShortLocks(Work work) throws SQLException {
        execute(SHORT_LOCKS);
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return work.run();
                } catch (SQLException e) {
                    if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || attempt == LOCK_TRIES) {
                        throw e;
                    }
                }
            }
        } finally {
            execute("RESET lock_timeout");
        }
    }

    /** The name holds digits and underscores only, as {@link #LIST} found it. */
    private static String part(String parent, MonthTable table) {
        return parent + "_" + table.name().replace('-', '_');
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
