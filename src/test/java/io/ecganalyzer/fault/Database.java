package io.ecganalyzer.fault;

import io.ecganalyzer.testing.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What the API cannot show, straight from the tables. */
final class Database {
    private final Supplier<DatabaseAddress> address;

    /** One whose server may come back elsewhere. */
    Database(PostgresServer server, String name) {
        this.address = () -> server.address(name);
    }

    /** One whose server stays where it is. */
    Database(DatabaseAddress address) {
        this.address = () -> address;
    }

    String url() {
        return address.get().jdbcUrl();
    }

    String user() {
        return address.get().user();
    }

    String password() {
        return address.get().password();
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
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The ids that a query answers. */
    Set<UUID> uuids(String sql) {
        Set<UUID> found = new HashSet<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return found;
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
        return DriverManager.getConnection(url(), user(), password());
    }
}
