package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.EcgStatus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStoreIT {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final RepublishGap GAP = new RepublishGap(Duration.ofSeconds(10), Duration.ofSeconds(35));
    private static final int MAX_ATTEMPTS = 5;
    private static final List<StoredAnalysis> RESULTS = List.of(
            new StoredAnalysis("zero_crossings", "1.0.0", "{}", Optional.of("{\"count\":2}"), Optional.empty(), 1234),
            new StoredAnalysis("beats", "0.1.0", "{\"a\":1}", Optional.empty(), Optional.of("no sampling rate"), 0));

    private static TestDatabase db;
    private UUID user;

    @BeforeAll
    static void start() {
        db = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @BeforeEach
    void onlyTheJobsOfThisTest() {
        db.sql("DELETE FROM app_user");
        user = db.user();
    }

    @Test
    void aClaimBringsAllThatTheAnalysisNeeds() throws UnreadableSignalException {
        NewEcg ecg = NewEcgs.of(user);
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        ClaimedJob job = claim(key).orElseThrow();
        assertEquals(user, job.userId());
        assertEquals(ecg.id(), job.ecgId());
        assertEquals(1, job.attempt());
        assertEquals(ecg.requestId(), job.requestId());
        assertEquals(Optional.empty(), job.analyzersJson());
        Ecg decoded = job.decodeEcg();
        assertEquals(OptionalDouble.of(250), decoded.samplingRateHz());
        for (int i = 0; i < NewEcgs.TWO_LEADS.size(); i++) {
            var sent = NewEcgs.TWO_LEADS.get(i);
            var loaded = decoded.leads().get(i);
            assertEquals(sent.name(), loaded.name());
            assertEquals(sent.calibration(), loaded.calibration());
            assertArrayEquals(sent.samples(), loaded.samples());
        }
        assertEquals(EcgStatus.RUNNING, report(ecg).status());
    }

    /** Such gains were taken once. */
    @Test
    void aStoredGainOutOfBoundsIsNotKnown() throws UnreadableSignalException {
        long key = submit();
        db.sql("UPDATE lead SET gain = 1e-308 WHERE gain IS NOT NULL");
        Ecg decoded = claim(key).orElseThrow().decodeEcg();
        assertEquals(Optional.empty(), decoded.leads().get(0).calibration());
        assertArrayEquals(
                NewEcgs.TWO_LEADS.get(0).samples(), decoded.leads().get(0).samples());
    }

    @Test
    void onlyOneOfManyClaimsAtOnceSucceeds() {
        long key = submit();
        List<Future<Optional<ClaimedJob>>> claims = IntStream.range(0, 40)
                .mapToObj(i -> db.jobs.claim(key, LEASE, MAX_ATTEMPTS))
                .toList();
        assertEquals(1, claims.stream().filter(claim -> get(claim).isPresent()).count());
    }

    @Test
    void anUnknownJobIsNothingToDo() {
        assertTrue(claim(Long.MAX_VALUE).isEmpty());
    }

    @Test
    void resultsAndTheEndAreStoredTogether() {
        NewEcg ecg = NewEcgs.of(user);
        ClaimedJob job = claim(get(db.ecgs.submit(ecg)).ecgKey()).orElseThrow();
        assertTrue(get(db.jobs.complete(job.lease(), RESULTS)));
        StoredReport report = report(ecg);
        assertEquals(EcgStatus.DONE, report.status());
        assertEquals(List.of(RESULTS.get(1), RESULTS.get(0)), report.analyses());
        assertTrue(report.finishedAt().isPresent());
        assertTrue(claim(job.ecgKey()).isEmpty());
    }

    @Test
    void completingTwiceWithOneTokenIsCompletingOnce() {
        ClaimedJob job = claim(submit()).orElseThrow();
        assertTrue(get(db.jobs.complete(job.lease(), RESULTS)));
        assertTrue(get(db.jobs.complete(job.lease(), RESULTS)));
        assertEquals(2, db.count("analysis"));
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndTheOldHolderRefused() {
        NewEcg ecg = NewEcgs.of(user);
        ClaimedJob stale = claim(get(db.ecgs.submit(ecg)).ecgKey()).orElseThrow();
        assertTrue(claim(stale.ecgKey()).isEmpty());
        leaseRunsOut(stale);
        ClaimedJob taken = claim(stale.ecgKey()).orElseThrow();
        assertEquals(2, taken.attempt());
        assertNotEquals(stale.leaseToken(), taken.leaseToken());

        assertFalse(get(db.jobs.renew(stale.lease(), LEASE)));
        assertFalse(get(db.jobs.complete(stale.lease(), RESULTS)));
        assertFalse(get(db.jobs.retryLater(stale.lease(), Duration.ZERO, "stale")));
        assertFalse(get(db.jobs.fail(stale.lease(), "stale", "stale")));
        assertEquals(0, db.count("analysis"));
        assertEquals(EcgStatus.RUNNING, report(ecg).status());
        assertTrue(get(db.jobs.complete(taken.lease(), RESULTS)));
    }

    @Test
    void aRenewedLeaseIsNotTakenOver() {
        ClaimedJob job = claim(submit()).orElseThrow();
        leaseRunsOut(job);
        assertTrue(get(db.jobs.renew(job.lease(), LEASE)));
        assertTrue(claim(job.ecgKey()).isEmpty());
        assertEquals(List.of(), get(db.jobs.due(10, GAP)));
    }

    @Test
    void aLeaseThatRanOutIsDue() {
        ClaimedJob job = claim(submit()).orElseThrow();
        long queued = submit();
        allAreDue();
        assertEquals(List.of(), get(db.jobs.leasesRunOut(10, GAP)));
        leaseRunsOut(job);
        assertEquals(List.of(job.ecgKey()), keys(get(db.jobs.leasesRunOut(10, GAP))));
        assertEquals(List.of(queued), keys(get(db.jobs.due(10, GAP))));
    }

    @Test
    void aJobIsOvertakenWhenOneThatWasQueuedWellAfterItRuns() {
        long lost = get(db.ecgs.submit(NewEcgs.of(user))).ecgKey();
        long next = get(db.ecgs.submit(NewEcgs.of(user))).ecgKey();
        long later = get(db.ecgs.submit(NewEcgs.of(user))).ecgKey();
        allAreDue();
        assertEquals(List.of(), get(db.jobs.overtaken(10, GAP)), "nothing runs");
        db.sql("UPDATE job SET queued_at = now() - interval '9 seconds' WHERE ecg_key = $1", lost);
        db.sql("UPDATE job SET queued_at = now() - interval '4 seconds' WHERE ecg_key = $1", next);
        assertTrue(claim(later).isPresent());
        assertEquals(List.of(lost), keys(get(db.jobs.overtaken(10, GAP))));
        assertEquals(List.of(next), keys(get(db.jobs.due(10, GAP))));
    }

    @Test
    void aRetryWaitsForItsTimeAndCountsAttempts() {
        long key = submit();
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            ClaimedJob job = claim(key).orElseThrow();
            assertEquals(attempt, job.attempt());
            assertTrue(get(db.jobs.retryLater(job.lease(), Duration.ofMinutes(1), "broker is away")));
            assertTrue(claim(key).isEmpty(), "before its time");
            assertEquals(List.of(), get(db.jobs.due(10, GAP)), "before its time");
            theTimeOfRetriesComes();
            assertEquals(List.of(key), keys(get(db.jobs.due(10, GAP))));
        }
        ClaimedJob last = claim(key).orElseThrow();
        assertEquals(MAX_ATTEMPTS, last.attempt());
        assertTrue(get(db.jobs.fail(last.lease(), "attempts_exhausted", "broker is away")));
        assertTrue(claim(key).isEmpty());
    }

    @Test
    void aPublishedRetryCanStillBeClaimed() {
        ClaimedJob job = claim(submit()).orElseThrow();
        get(db.jobs.retryLater(job.lease(), Duration.ofMinutes(1), "x"));
        theTimeOfRetriesComes();
        get(db.jobs.due(10, GAP));
        assertTrue(claim(job.ecgKey()).isPresent());
    }

    @Test
    void aFailureIsToldWithItsReason() {
        NewEcg ecg = NewEcgs.of(user);
        ClaimedJob job = claim(get(db.ecgs.submit(ecg)).ecgKey()).orElseThrow();
        assertTrue(get(db.jobs.fail(job.lease(), "defect", "an analyzer has a defect")));
        assertTrue(get(db.jobs.fail(job.lease(), "defect", "an analyzer has a defect")), "again with the same token");
        StoredReport report = report(ecg);
        assertEquals(EcgStatus.FAILED, report.status());
        assertEquals(
                new StoredReport.Failure("defect", "an analyzer has a defect"),
                report.failure().orElseThrow());
        assertTrue(report.finishedAt().isPresent());
        assertFalse(get(db.jobs.complete(job.lease(), RESULTS)));
    }

    @Test
    void aJobWhoseAnalysisBringsItsProcessDownEndsAfterTheLastAttempt() {
        NewEcg ecg = NewEcgs.of(user);
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            assertEquals(List.of(), exhausted());
            leaseRunsOut(claim(key).orElseThrow());
        }
        assertTrue(claim(key).isEmpty(), "no sixth attempt");
        assertEquals(List.of(new EndedJob(key, user, ecg.id(), ecg.requestId())), exhausted());
        assertEquals("attempts_exhausted", report(ecg).failure().orElseThrow().code());
        assertEquals(List.of(), exhausted());
    }

    @Test
    void aNewJobIsLeftToItsHint() {
        submit();
        assertEquals(List.of(), get(db.jobs.due(10, GAP)));
    }

    @Test
    void nodesThatSweepAtOnceShareTheDueJobs() {
        Set<Long> submitted = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            submitted.add(submit());
        }
        allAreDue();
        List<Long> taken = new ArrayList<>();
        IntStream.range(0, 12)
                .mapToObj(node -> db.jobs.due(10, GAP))
                .toList()
                .forEach(due -> taken.addAll(keys(get(due))));
        taken.addAll(keys(get(db.jobs.due(100, GAP))));
        assertEquals(60, taken.size());
        assertEquals(submitted, new HashSet<>(taken));
    }

    @Test
    void theGapBetweenPublicationsGrowsToItsBound() {
        submit();
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            allAreDue();
            assertEquals(1, get(db.jobs.due(10, GAP)).size());
            gaps.add(Math.round(secondsUntilDue()));
        }
        assertEquals(List.of(10L, 20L, 35L, 35L), gaps);
    }

    @Test
    void anEcgDeletedWhileItIsAnalyzedTakesItsResultsAlong() {
        NewEcg ecg = NewEcgs.of(user);
        ClaimedJob job = claim(get(db.ecgs.submit(ecg)).ecgKey()).orElseThrow();
        assertTrue(get(db.ecgs.delete(user, ecg.id())));
        assertFalse(get(db.jobs.renew(job.lease(), LEASE)));
        assertFalse(get(db.jobs.complete(job.lease(), RESULTS)));
        assertEquals(0, db.count("analysis"));
    }

    @Test
    void deletingAndCompletingAtOnceNeverDeadlocks() {
        for (int i = 0; i < 100; i++) {
            NewEcg ecg = NewEcgs.of(user);
            ClaimedJob job = claim(get(db.ecgs.submit(ecg)).ecgKey()).orElseThrow();
            Future<Boolean> completed = db.jobs.complete(job.lease(), RESULTS);
            Future<Boolean> deleted = db.ecgs.delete(user, ecg.id());
            get(completed);
            assertTrue(get(deleted));
        }
        assertEquals(0, db.count("analysis"));
        assertEquals(0, db.count("job"));
    }

    @Test
    void deletingTheUserWhileAJobRunsDeletesAll() {
        ClaimedJob job = claim(submit()).orElseThrow();
        assertTrue(db.deleteUser("user-" + user));
        assertFalse(get(db.jobs.complete(job.lease(), RESULTS)));
        assertEquals(0, db.count("lead"));
    }

    @Test
    void openJobsAreCounted() {
        assertEquals(new JobCounts(0, 0, Duration.ZERO), get(db.jobs.counts()));
        submit();
        submit();
        assertTrue(claim(submit()).isPresent());
        get(db.jobs.complete(claim(submit()).orElseThrow().lease(), RESULTS));
        db.sql("UPDATE job SET queued_at = now() - interval '90 seconds' WHERE state = 'queued'");
        JobCounts counts = get(db.jobs.counts());
        assertEquals(2, counts.queued());
        assertEquals(1, counts.running());
        assertEquals(90, counts.oldestQueued().toSeconds(), 5);
    }

    private long submit() {
        return get(db.ecgs.submit(NewEcgs.of(user))).ecgKey();
    }

    private static Optional<ClaimedJob> claim(long key) {
        return get(db.jobs.claim(key, LEASE, MAX_ATTEMPTS));
    }

    private static StoredReport report(NewEcg ecg) {
        return get(db.ecgs.report(ecg.userId(), ecg.id())).orElseThrow();
    }

    private static List<EndedJob> exhausted() {
        return get(db.jobs.failExhausted(MAX_ATTEMPTS, 10, "attempts_exhausted", "its process ended each time"));
    }

    private static List<Long> keys(List<DueJob> jobs) {
        return jobs.stream().map(DueJob::ecgKey).toList();
    }

    /** Time is the database's: tests move its rows instead of waiting. */
    private static void leaseRunsOut(ClaimedJob job) {
        db.sql("UPDATE job SET leased_until = now(), due_at = now() WHERE ecg_key = $1", job.ecgKey());
    }

    private static void theTimeOfRetriesComes() {
        db.sql("UPDATE job SET not_before = now(), due_at = least(due_at, now()) WHERE state = 'queued'");
    }

    private static void allAreDue() {
        db.sql("UPDATE job SET due_at = now()");
    }

    private static double secondsUntilDue() {
        return db.sql("SELECT extract(epoch FROM due_at - now())::float8 AS seconds FROM job")
                .iterator()
                .next()
                .getDouble("seconds");
    }
}
