package io.ecganalyzer.store;

import java.util.Objects;

/** Where PostgreSQL is and how it is to be used. */
public record DatabaseSettings(
        String host, int port, String database, String user, String password, PoolLimits limits, DatabaseTls tls) {
    public DatabaseSettings {
        Objects.requireNonNull(host);
        Objects.requireNonNull(database);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(tls);
    }

    /** With the default limits, in the clear. */
    public DatabaseSettings(String host, int port, String database, String user, String password) {
        this(host, port, database, user, password, PoolLimits.DEFAULTS);
    }

    /** In the clear. */
    public DatabaseSettings(String host, int port, String database, String user, String password, PoolLimits limits) {
        this(host, port, database, user, password, limits, DatabaseTls.NONE);
    }

    public DatabaseSettings withLimits(PoolLimits other) {
        return new DatabaseSettings(host, port, database, user, password, other, tls);
    }

    public DatabaseSettings withTls(DatabaseTls other) {
        return new DatabaseSettings(host, port, database, user, password, limits, other);
    }

    String jdbcUrl() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + database + tls.jdbcParameters();
    }

    /** Without the password: this goes to logs. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
