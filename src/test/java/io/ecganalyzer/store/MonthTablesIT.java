package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.store.MonthTables.MonthTable;
import io.ecganalyzer.store.Submitted.Outcome;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonthTablesIT {
    private TestDatabase db;
    private MonthTables tables;

    @BeforeEach
    void start() throws SQLException {
        db = TestDatabase.migrated();
        tables = MonthTables.open(db.settings);
    }

    @AfterEach
    void stop() throws SQLException {
        tables.close();
        db.close();
    }

    @Test
    void monthsAreListedOldestFirstAndTheSafetyNetLast() throws SQLException {
        assertEquals(2, tables.makeAhead(2));
        assertEquals(
                List.of(
                        tables.thisMonth().toString(),
                        tables.thisMonth().plusMonths(1).toString(),
                        tables.thisMonth().plusMonths(2).toString(),
                        "default"),
                tables.list().stream().map(MonthTable::name).toList());
        assertTrue(tables.list().stream().allMatch(MonthTable::attached));
        assertEquals(0, tables.makeAhead(2));
    }

    @Test
    void aMonthThatWasGivenUpIsGoneWithItsIdsAndNoOther() throws SQLException {
        tables.makeAhead(1);
        NewEcg old = NewEcgs.of(db.user());
        get(db.ecgs.submit(old));
        submissionsComeNextMonth();
        NewEcg kept = NewEcgs.of(old.userId());
        get(db.ecgs.submit(kept));
        assertEquals(1, tables.openJobs(first()));

        tables.giveUp(first(), true);
        assertTrue(get(db.ecgs.report(old.userId(), old.id())).isEmpty());
        assertTrue(get(db.ecgs.report(kept.userId(), kept.id())).isPresent());
        assertEquals(1, db.count("ecg"));
        assertEquals(1, db.count("job"));
        assertEquals(2, db.count("lead"));
        assertEquals(2, tables.list().size());
        assertEquals(Outcome.ACCEPTED, get(db.ecgs.submit(old)).outcome());
    }

    @Test
    void aDetachedMonthKeepsItsTablesForAnArchiveAndCanBeDroppedLater() throws SQLException {
        tables.makeAhead(1);
        NewEcg old = NewEcgs.of(db.user());
        get(db.ecgs.submit(old));
        tables.giveUp(first(), false);
        assertFalse(first().attached());
        assertEquals(0, db.count("ecg"));
        assertEquals(0, db.count("job"));
        assertEquals(1, db.count("job_" + first().name().replace('-', '_')));
        assertEquals(2, db.count("lead_" + first().name().replace('-', '_')));

        tables.giveUp(first(), true);
        assertEquals(2, tables.list().size());
    }

    private MonthTable first() throws SQLException {
        return tables.list().get(0);
    }

    private void submissionsComeNextMonth() throws SQLException {
        db.sql("ALTER TABLE ecg ALTER COLUMN key SET DEFAULT first_ecg_key_at('"
                + tables.thisMonth().plusMonths(1) + "-15Z') | nextval('ecg_key_counter')");
    }
}
