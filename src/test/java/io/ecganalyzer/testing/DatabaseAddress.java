package io.ecganalyzer.testing;

/** Where a database of a test is. */
public record DatabaseAddress(String host, int port, String database, String user, String password) {
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    DatabaseAddress withDatabase(String name) {
        return new DatabaseAddress(host, port, name, user, password);
    }
}
