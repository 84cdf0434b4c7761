package io.ecganalyzer.store;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema up to this program's version. */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is missing. Blocks until done: for the start, before anything else uses the database. Any number of nodes may
     * call it at once; one migrates, the others wait for it (Flyway holds an advisory lock of PostgreSQL meanwhile).
     *
     * @throws MigrationException where the database cannot be reached, a migration fails, or the schema is newer than this program
     */
    public static void run(DatabaseSettings settings) {
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                    .locations("classpath:db/migration")
                    .validateMigrationNaming(true)
                    .load();
            refuseNewerSchema(flyway, settings);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new MigrationException(
                    TlsFaults.of(e)
                            .map(fault -> "no TLS with PostgreSQL at " + settings.host() + ":" + settings.port() + ": "
                                    + fault)
                            .orElse("the schema of " + settings + " could not be migrated: " + e.getMessage()),
                    e);
        }
    }

    /** Flyway takes migrations that it does not know for a rolling upgrade's. This program would write what a newer one forbids. */
    private static void refuseNewerSchema(Flyway flyway, DatabaseSettings settings) {
        MigrationInfo[] all = flyway.info().all();
        Arrays.stream(all)
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .reduce((earlier, later) -> later)
                .ifPresent(unknown -> {
                    throw new MigrationException("the schema of " + settings + " is of version " + unknown.getVersion()
                            + " (" + unknown.getDescription() + "), newer than this program, which knows version "
                            + newestKnown(all) + ": start a newer program, or restore a backup of before the upgrade");
                });
    }

    private static String newestKnown(MigrationInfo[] all) {
        return Arrays.stream(all)
                .filter(migration -> migration.getState().isResolved())
                .reduce((earlier, later) -> later)
                .map(migration -> migration.getVersion().toString())
                .orElse("0");
    }
}
