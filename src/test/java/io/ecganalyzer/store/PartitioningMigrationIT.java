package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.Submitted.Outcome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of the first schema that holds data, brought to tables of months. */
class PartitioningMigrationIT {
    private static final UUID ADA = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();
    private static final NewEcg DONE = NewEcgs.of(ADA);
    private static final NewEcg FAILED = NewEcgs.of(ADA);
    private static final NewEcg QUEUED = NewEcgs.of(BOB);
    private static final NewEcg RUNNING = NewEcgs.of(BOB, DONE.id(), "of another user, under the same id");
    private static final Lease LEASE = new Lease(4, UUID.randomUUID());
    private static final Duration TIME = Duration.ofMinutes(1);

    private TestDatabase db;

    @BeforeEach
    void migrateAFilledDatabase() throws SQLException {
        DatabaseSettings settings = TestDatabase.empty();
        Flyway.configure()
                .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                .target("1")
                .load()
                .migrate();
        try (Connection connection =
                DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password())) {
            fill(connection);
        }
        db = TestDatabase.migrated(settings);
    }

    @AfterEach
    void stop() {
        db.close();
    }

    private static void fill(Connection connection) throws SQLException {
        user(connection, ADA, "ada");
        user(connection, BOB, "bob");
        ecg(connection, DONE, "done");
        ecg(connection, FAILED, "failed");
        ecg(connection, QUEUED, "queued");
        ecg(connection, RUNNING, "running");
        execute(
                connection,
                "INSERT INTO analysis (ecg_key, analyzer, version, parameters, result, duration_ns)"
                        + " VALUES (1, 'zero_crossings', '1.0.0', '{}', '{\"count\":2}', 1234)");
        execute(
                connection,
                "UPDATE job SET attempts = 1, lease_token = ?, leased_until = now() + interval '1 hour' WHERE ecg_key = 4",
                LEASE.token());
        execute(connection, "UPDATE job SET failure_code = 'why', failure_message = 'because' WHERE ecg_key = 2");
    }

    @Test
    void everyReportIsAsItWas() {
        StoredReport done = report(DONE);
        assertEquals(1, done.ecgKey());
        assertEquals(EcgStatus.DONE, done.status());
        assertEquals(OptionalDouble.of(250), done.samplingRateHz());
        assertEquals(List.of(new StoredReport.LeadEntry("I", 5), new StoredReport.LeadEntry("II", 3)), done.leads());
        assertEquals(
                List.of(new StoredAnalysis(
                        "zero_crossings", "1.0.0", "{}", Optional.of("{\"count\":2}"), Optional.empty(), 1234)),
                done.analyses());
        assertEquals("because", report(FAILED).failure().orElseThrow().message());
        assertEquals(EcgStatus.QUEUED, report(QUEUED).status());
        assertEquals(EcgStatus.RUNNING, report(RUNNING).status());
        assertEquals(2, get(db.ecgs.list(ADA, Optional.empty(), 10)).size());
    }

    @Test
    void aMessageFromBeforeFindsItsJobAndSamples() throws UnreadableSignalException {
        ClaimedJob job = get(db.jobs.claim(3, TIME, 5)).orElseThrow();
        assertEquals(QUEUED.id(), job.ecgId());
        assertEquals(BOB, job.userId());
        assertEquals(Optional.of("[\"qrs\"]"), job.analyzersJson());
        assertEquals(NewEcgs.TWO_LEADS.size(), job.decodeEcg().leads().size());
        assertEquals(5, job.decodeEcg().leads().get(0).samples().length);
    }

    @Test
    void aWorkerFromBeforeKeepsItsLeaseAndMayEndItsJob() {
        assertTrue(get(db.jobs.renew(LEASE, TIME)));
        assertTrue(get(db.jobs.complete(
                LEASE, List.of(new StoredAnalysis("a", "1.0.0", "{}", Optional.of("{}"), Optional.empty(), 1)))));
        assertEquals(EcgStatus.DONE, report(RUNNING).status());
    }

    @Test
    void idsStayTakenAndNewKeysAreGreater() {
        assertEquals(Outcome.REPEATED, get(db.ecgs.submit(DONE)).outcome());
        assertEquals(
                Outcome.CONFLICT,
                get(db.ecgs.submit(NewEcgs.of(ADA, DONE.id(), "other"))).outcome());
        assertTrue(get(db.ecgs.submit(NewEcgs.of(ADA))).ecgKey() > 4);
    }

    @Test
    void deletionStillTakesEverythingAlong() {
        assertTrue(get(db.ecgs.delete(ADA, DONE.id())));
        assertTrue(db.deleteUser("bob"));
        assertFalse(get(db.ecgs.delete(ADA, DONE.id())));
        assertEquals(1, db.count("ecg"));
        assertEquals(1, db.count("job"));
        assertEquals(2, db.count("lead"));
        assertEquals(0, db.count("analysis"));
    }

    private StoredReport report(NewEcg ecg) {
        return get(db.ecgs.report(ecg.userId(), ecg.id())).orElseThrow();
    }

    private static void user(Connection connection, UUID id, String name) throws SQLException {
        execute(connection, "INSERT INTO app_user (id, username, password_hash) VALUES (?, ?, 'hash')", id, name);
    }

    /** The statements of the version that wrote this schema. */
    private static void ecg(Connection connection, NewEcg ecg, String state) throws SQLException {
        execute(
                connection,
                "INSERT INTO ecg (user_id, id, sampling_rate, content_hash, analyzers) VALUES (?, ?, 250, ?, ?)",
                ecg.userId(),
                ecg.id(),
                ecg.contentHash(),
                "[\"qrs\"]");
        for (int ordinal = 1; ordinal <= ecg.leads().size(); ordinal++) {
            EncodedLead lead = ecg.leads().get(ordinal - 1);
            execute(
                    connection,
                    "INSERT INTO lead (ecg_key, ordinal, name, number_of_samples, signal)"
                            + " SELECT max(key), ?, ?, ?, ? FROM ecg",
                    ordinal,
                    lead.name(),
                    lead.numberOfSamples(),
                    lead.signal());
        }
        execute(
                connection,
                "INSERT INTO job (ecg_key, state, due_at, request_id) SELECT max(key), ?, now(), ? FROM ecg",
                state,
                ecg.requestId());
    }

    private static void execute(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
