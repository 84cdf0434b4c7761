package io.ecganalyzer.store;

import org.flywaydb.core.Flyway;

/** Brings the schema up to this program's version. */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is missing. Blocks until done: for the start, before anything else uses the database. Any number of nodes may
     * call it at once; one migrates, the others wait for it.
     */
    public static void run(DatabaseSettings settings) {
        Flyway.configure()
                .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
