package io.ecganalyzer.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** ECGs of one user by the thousand, analyzed, quicker than by submitting them: one lead of 500 samples and seven results each. */
public final class ManyEcgs {
    private static final String INSERT = """
            WITH new_ecg AS (
              INSERT INTO ecg (user_id, id, content_hash) SELECT ?, gen_random_uuid(), '\\x00' FROM generate_series(1, ?)
              RETURNING key, user_id, id),
            new_leads AS (
              INSERT INTO lead (ecg_key, ordinal, name, number_of_samples, signal)
              SELECT key, 1, 'I', 500, decode(repeat('5a', 1000), 'hex') FROM new_ecg),
            new_jobs AS (
              INSERT INTO job (ecg_key, user_id, ecg_id, state, due_at, request_id, finished_at)
              SELECT key, user_id, id, 'done', now(), 'many', now() FROM new_ecg)
            INSERT INTO analysis (ecg_key, analyzer, version, parameters, result, duration_ns)
            SELECT key, 'analyzer ' || number, '1.0.0', '{}', repeat('x', 400), 1 FROM new_ecg, generate_series(1, 7) AS number
            """;

    private ManyEcgs() {}

    /** For a user who is there. */
    public static void insert(String jdbcUrl, String user, String password, UUID owner, int count) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, owner);
                insert.setInt(2, count);
                insert.executeUpdate();
            }
            try (Statement analyze = connection.createStatement()) {
                analyze.execute("ANALYZE ecg, job, lead, analysis");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the last one by its id until the connection's transaction ends: a removal cannot end before. */
    public static void holdTheLast(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT id FROM ecg ORDER BY id DESC LIMIT 1 FOR UPDATE");
        }
    }

    /** Rows of this and of any other user: ECGs, jobs, leads and analyses together. */
    public static long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT (SELECT count(*) FROM ecg) + (SELECT count(*) FROM job)"
                        + " + (SELECT count(*) FROM lead) + (SELECT count(*) FROM analysis)")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
