package io.ecganalyzer.store;

import java.util.Objects;

/** Where PostgreSQL is and how it is to be used. */
public record DatabaseSettings(
        String host, int port, String database, String user, String password, PoolLimits limits) {
    public DatabaseSettings {
        Objects.requireNonNull(host);
        Objects.requireNonNull(database);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(limits);
    }

    /** With the default limits. */
    public DatabaseSettings(String host, int port, String database, String user, String password) {
        this(host, port, database, user, password, PoolLimits.DEFAULTS);
    }

    public DatabaseSettings withLimits(PoolLimits other) {
        return new DatabaseSettings(host, port, database, user, password, other);
    }

    String jdbcUrl() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + database;
    }

    /** Without the password: this goes to logs. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
