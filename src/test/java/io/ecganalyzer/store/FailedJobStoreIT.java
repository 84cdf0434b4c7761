package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailedJobStoreIT {
    private static final Duration LEASE = Duration.ofSeconds(5);

    private TestDatabase db;
    private FailedJobStore failed;

    @BeforeEach
    void start() {
        db = TestDatabase.migrated();
        failed = new FailedJobStore(db.database);
    }

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void failedJobsAreListedInPagesTheLatestFirst() {
        UUID user = db.user();
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(0, fail(submit(user)));
        }
        submit(user);
        List<FailedJob> page = get(failed.list(OptionalLong.empty(), 2));
        assertEquals(keys.subList(0, 2), page.stream().map(FailedJob::key).toList());
        assertEquals("Of the test.", page.get(0).message());
        assertEquals(1, page.get(0).attempts());
        List<FailedJob> rest = get(failed.list(OptionalLong.of(keys.get(1)), 2));
        assertEquals(keys.subList(2, 3), rest.stream().map(FailedJob::key).toList());
    }

    @Test
    void aFailedJobThatIsRetriedCanBeClaimedWithAllItsAttempts() {
        long key = fail(submit(db.user()));
        assertEquals(key, get(failed.retry(key)).orElseThrow().ecgKey());
        assertEquals(Optional.empty(), get(failed.retry(key)));
        assertEquals(List.of(), get(failed.list(OptionalLong.empty(), 2)));
        assertEquals(1, get(db.jobs.claim(key, LEASE, 5)).orElseThrow().attempt());
    }

    private long submit(UUID user) {
        return get(db.ecgs.submit(NewEcgs.of(user))).ecgKey();
    }

    private long fail(long key) {
        Lease lease = get(db.jobs.claim(key, LEASE, 5)).orElseThrow().lease();
        assertTrue(get(db.jobs.fail(lease, "analysis_failed", "Of the test.")));
        return key;
    }
}
