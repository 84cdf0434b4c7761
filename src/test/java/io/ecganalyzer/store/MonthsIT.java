package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.store.Submitted.Outcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonthsIT {
    private static final List<String> TABLES = List.of("job", "lead", "analysis");

    private TestDatabase db;
    private MonthStore months;

    @BeforeEach
    void start() {
        db = TestDatabase.migrated();
        months = new MonthStore(db.database);
    }

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void eachMonthAheadIsMadeOnceWhoeverAsks() {
        List<Future<Integer>> nodes =
                IntStream.range(0, 4).mapToObj(node -> months.makeAhead(2)).toList();
        nodes.forEach(node -> node.otherwise(0).await());
        get(months.makeAhead(2));
        for (String table : TABLES) {
            assertEquals(1, parts(table, thisMonth().plusMonths(2)), table);
            assertEquals(0, parts(table, thisMonth().plusMonths(3)), table);
        }
        assertEquals(0, get(months.makeAhead(2)));
    }

    @Test
    void aSubmissionLiesInTheTablesOfItsMonth() {
        submitAndEnd();
        for (String table : TABLES) {
            assertEquals(List.of(table + name(thisMonth())), placesOf(table), table);
        }
        assertEquals(0, get(months.caught()));
    }

    @Test
    void keysTellTheSecondOfSubmission() {
        submitAndEnd();
        Row row = db.sql(
                        "SELECT key, first_ecg_key_at(submitted_at) AS first, first_ecg_key_at(submitted_at + interval '1 s') AS next"
                                + " FROM ecg")
                .iterator()
                .next();
        assertTrue(row.getLong("first") <= row.getLong("key") && row.getLong("key") < row.getLong("next"));
        assertTrue(row.getLong("key") < 1L << 53, "not exact in every JSON reader");
    }

    @Test
    void aMonthWithoutTablesIsCaughtAndMovedWithAllThatBelongsToIt() {
        YearMonth later = thisMonth().plusMonths(5);
        submissionsComeIn(later);
        NewEcg ecg = submitAndEnd();
        assertEquals(1, get(months.caught()));
        assertTrue(get(db.ecgs.report(ecg.userId(), ecg.id())).isPresent());

        get(months.makeAhead(5));
        assertEquals(0, get(months.caught()));
        for (String table : TABLES) {
            assertEquals(List.of(table + name(later)), placesOf(table), table);
        }
        StoredReport report = get(db.ecgs.report(ecg.userId(), ecg.id())).orElseThrow();
        assertEquals(2, report.leads().size());
        assertEquals(1, report.analyses().size());
        assertTrue(get(db.ecgs.delete(ecg.userId(), ecg.id())));
        TABLES.forEach(table -> assertEquals(0, db.count(table), table));
    }

    @Test
    void anIdIsOneInAllMonths() {
        NewEcg ecg = NewEcgs.of(db.user());
        get(db.ecgs.submit(ecg));
        submissionsComeIn(thisMonth().plusMonths(1));
        assertEquals(Outcome.REPEATED, get(db.ecgs.submit(ecg)).outcome());
        assertEquals(
                Outcome.CONFLICT,
                get(db.ecgs.submit(NewEcgs.of(ecg.userId(), ecg.id(), "other"))).outcome());
        assertEquals(1, db.count("ecg"));
    }

    @Test
    void whatHasTheKeyOpensTheTablesOfOneMonthOnly() {
        get(months.makeAhead(3));
        for (String sql : List.of(JobSql.CLAIM, JobSql.RENEW, JobSql.COMPLETE, JobSql.RETRY_LATER, JobSql.FAIL)) {
            String plan = planOf(sql);
            assertTrue(plan.contains("Subplans Removed"), plan);
            assertTrue(!plan.contains("job" + name(thisMonth().plusMonths(1)) + "_pkey"), plan);
            assertTrue(!plan.contains("lead" + name(thisMonth().plusMonths(1)) + "_pkey"), plan);
        }
    }

    /** As the service runs it: planned once for all keys. */
    private String planOf(String sql) {
        int parameters = (int) IntStream.rangeClosed(1, 8)
                .filter(number -> sql.contains("$" + number))
                .count();
        String nulls = ", NULL".repeat(parameters - 1);
        // What the client prepares has no name to explain by. Statements that come one after the other go to the same
        // connection.
        String name = "explained_" + Integer.toUnsignedString(sql.hashCode());
        db.sql("PREPARE " + name + " AS " + sql);
        return String.join(
                "\n",
                StreamSupport.stream(
                                db.sql("EXPLAIN (COSTS OFF) EXECUTE " + name + " (1" + nulls + ")")
                                        .spliterator(),
                                false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** The clock is the database's; what it says can be moved for one column. */
    private void submissionsComeIn(YearMonth month) {
        db.sql("ALTER TABLE ecg ALTER COLUMN key SET DEFAULT first_ecg_key_at('" + month
                + "-15Z') | nextval('ecg_key_counter')");
    }

    private NewEcg submitAndEnd() {
        NewEcg ecg = NewEcgs.of(db.user());
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        ClaimedJob job = get(db.jobs.claim(key, Duration.ofMinutes(1), 5)).orElseThrow();
        assertTrue(get(db.jobs.complete(
                job.lease(), List.of(new StoredAnalysis("a", "1.0.0", "{}", Optional.of("{}"), Optional.empty(), 1)))));
        return ecg;
    }

    private List<String> placesOf(String table) {
        return StreamSupport.stream(
                        db.sql("SELECT DISTINCT tableoid::regclass::text AS place FROM " + table)
                                .spliterator(),
                        false)
                .map(row -> row.getString("place"))
                .toList();
    }

    private long parts(String table, YearMonth month) {
        return db.sql(
                        "SELECT count(*) AS n FROM pg_inherits WHERE inhparent = $1::text::regclass"
                                + " AND inhrelid = to_regclass($2)",
                        table,
                        table + name(month))
                .iterator()
                .next()
                .getLong("n");
    }

    private YearMonth thisMonth() {
        return YearMonth.from(db.sql("SELECT now() AS now")
                .iterator()
                .next()
                .getOffsetDateTime("now")
                .withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static String name(YearMonth month) {
        return "_" + month.toString().replace('-', '_');
    }
}
