package io.ecganalyzer.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the API cannot show, straight from the tables. */
final class Database {
    private final PostgresServer server;
    private final String name;

    Database(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Analyses of one analyzer that an ECG has more than once. */
    long resultsMoreThanOnce() {
        return number(
                "SELECT count(*) FROM (SELECT 1 FROM analysis GROUP BY ecg_key, analyzer HAVING count(*) > 1) AS twice");
    }

    /** Jobs that a worker has in hand. */
    long running() {
        return number("SELECT count(*) FROM job WHERE state = 'running'");
    }

    /** Open connections of the nodes of this database, as the server counts them. */
    long connections() {
        return number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
    }

    /** The one number that a query answers. */
    long number(String sql) {
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A connection to do harm by. */
    Connection connect() throws SQLException {
        return server.connect(name);
    }
}
