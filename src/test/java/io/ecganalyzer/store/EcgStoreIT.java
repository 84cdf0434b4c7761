package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.StoredReport.LeadEntry;
import io.ecganalyzer.store.Submitted.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EcgStoreIT {
    private static TestDatabase db;

    @BeforeAll
    static void start() {
        db = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @Test
    void fiftySubmissionsOfOneIdAtOnceStoreOneEcg() {
        NewEcg ecg = NewEcgs.of(db.user());
        List<Future<Submitted>> submissions =
                IntStream.range(0, 50).mapToObj(i -> db.ecgs.submit(ecg)).toList();
        Map<Outcome, Long> outcomes = submissions.stream()
                .map(submission -> get(submission).outcome())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(Map.of(Outcome.ACCEPTED, 1L, Outcome.REPEATED, 49L), outcomes);
        assertEquals(
                1, submissions.stream().map(s -> get(s).ecgKey()).distinct().count());
        assertEquals(1, get(db.ecgs.list(ecg.userId(), Optional.empty(), 10)).size());
    }

    @Test
    void theSameContentIsARepetitionAndOtherContentAConflict() {
        UUID user = db.user();
        NewEcg ecg = NewEcgs.of(user);
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        assertEquals(new Submitted(Outcome.REPEATED, key), get(db.ecgs.submit(ecg)));
        assertEquals(new Submitted(Outcome.CONFLICT, key), get(db.ecgs.submit(NewEcgs.of(user, ecg.id(), "other"))));
    }

    @Test
    void twoUsersMayUseOneId() {
        UUID id = UUID.randomUUID();
        UUID ada = db.user();
        UUID bob = db.user();
        assertEquals(
                Outcome.ACCEPTED, get(db.ecgs.submit(NewEcgs.of(ada, id, "a"))).outcome());
        assertEquals(
                Outcome.ACCEPTED, get(db.ecgs.submit(NewEcgs.of(bob, id, "b"))).outcome());
        assertTrue(get(db.ecgs.delete(ada, id)));
        assertTrue(get(db.ecgs.report(ada, id)).isEmpty());
        assertTrue(get(db.ecgs.report(bob, id)).isPresent());
    }

    @Test
    void aUserWhoIsGoneIsNoDefect() {
        assertEquals(new Submitted(Outcome.NO_SUCH_USER, 0), get(db.ecgs.submit(NewEcgs.of(UUID.randomUUID()))));
    }

    @Test
    void theReportTellsWhatWasSubmitted() {
        OffsetDateTime recordedAt = OffsetDateTime.of(2024, 2, 29, 23, 59, 58, 123_456_000, ZoneOffset.UTC);
        NewEcg plain = NewEcgs.of(db.user());
        NewEcg ecg = new NewEcg(
                plain.userId(),
                plain.id(),
                Optional.of(recordedAt),
                OptionalDouble.of(359.5),
                Optional.of("[{\"name\":\"zero_crossings\"}]"),
                plain.leads(),
                plain.contentHash(),
                plain.requestId());
        long key = get(db.ecgs.submit(ecg)).ecgKey();

        StoredReport report = get(db.ecgs.report(ecg.userId(), ecg.id())).orElseThrow();
        assertEquals(key, report.ecgKey());
        assertEquals(EcgStatus.QUEUED, report.status());
        assertEquals(recordedAt, report.recordedAt().orElseThrow());
        assertEquals(OptionalDouble.of(359.5), report.samplingRateHz());
        assertEquals(List.of(new LeadEntry("I", 5), new LeadEntry("II", 3)), report.leads());
        assertEquals(List.of(), report.analyses());
        assertEquals(Optional.empty(), report.failure());
        assertEquals(Optional.empty(), report.finishedAt());
    }

    @Test
    void whatIsNotKnownStaysUnknown() {
        NewEcg plain = NewEcgs.of(db.user());
        get(db.ecgs.submit(new NewEcg(
                plain.userId(),
                plain.id(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                plain.leads(),
                plain.contentHash(),
                plain.requestId())));
        StoredReport report = get(db.ecgs.report(plain.userId(), plain.id())).orElseThrow();
        assertEquals(OptionalDouble.empty(), report.samplingRateHz());
        assertEquals(Optional.empty(), report.recordedAt());
    }

    @Test
    void pagesAreNewestFirstAndStayInPlaceWhileEcgsComeAndGo() {
        UUID user = db.user();
        List<UUID> submitted = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            NewEcg ecg = NewEcgs.of(user);
            get(db.ecgs.submit(ecg));
            submitted.add(ecg.id());
        }
        List<EcgEntry> firstPage = get(db.ecgs.list(user, Optional.empty(), 4));
        Position next = firstPage.get(3).position();
        get(db.ecgs.submit(NewEcgs.of(user)));
        assertTrue(get(db.ecgs.delete(user, firstPage.get(3).id())));

        List<EcgEntry> rest = get(db.ecgs.list(user, Optional.of(next), 100));
        List<UUID> seen = new ArrayList<>();
        firstPage.forEach(entry -> seen.add(entry.id()));
        rest.forEach(entry -> seen.add(entry.id()));
        Collections.reverse(seen);
        assertEquals(submitted, seen);
        assertEquals(2, firstPage.get(0).leads());
    }

    @Test
    void ecgsOfOneInstantHaveAnOrderToo() {
        UUID user = db.user();
        for (int i = 0; i < 7; i++) {
            get(db.ecgs.submit(NewEcgs.of(user)));
        }
        db.sql("UPDATE ecg SET submitted_at = timestamptz '2025-01-01Z' WHERE user_id = $1", user);
        List<UUID> seen = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        for (List<EcgEntry> page = get(db.ecgs.list(user, after, 2));
                !page.isEmpty();
                page = get(db.ecgs.list(user, after, 2))) {
            page.forEach(entry -> seen.add(entry.id()));
            after = Optional.of(page.get(page.size() - 1).position());
        }
        assertEquals(7, seen.stream().distinct().count());
        assertEquals(7, seen.size());
    }

    @Test
    void nothingOfADeletedEcgIsLeft() {
        NewEcg ecg = NewEcgs.of(db.user());
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        assertTrue(get(db.ecgs.delete(ecg.userId(), ecg.id())));
        for (String table : List.of("lead", "job", "analysis")) {
            assertEquals(
                    0,
                    db.sql("SELECT FROM " + table + " WHERE ecg_key = $1", key).size(),
                    table);
        }
        assertFalse(get(db.ecgs.delete(ecg.userId(), ecg.id())));
        assertEquals(Outcome.ACCEPTED, get(db.ecgs.submit(ecg)).outcome());
    }

    @Test
    void anotherUsersEcgCannotBeSeenOrDeleted() {
        NewEcg ecg = NewEcgs.of(db.user());
        get(db.ecgs.submit(ecg));
        UUID other = db.user();
        assertTrue(get(db.ecgs.report(other, ecg.id())).isEmpty());
        assertFalse(get(db.ecgs.delete(other, ecg.id())));
        assertTrue(get(db.ecgs.report(ecg.userId(), ecg.id())).isPresent());
    }

    @Test
    void submissionsAndDeletionsAtOnceNeverFail() {
        NewEcg ecg = NewEcgs.of(db.user());
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(i % 12 == 0 ? db.ecgs.delete(ecg.userId(), ecg.id()) : db.ecgs.submit(ecg));
        }
        all.forEach(TestDatabase::get);
    }

    @Test
    void aSignalOfManyMegabytesGoesInAndComesBackOnceItIsAskedFor() throws UnreadableSignalException {
        int samples = 1_000_000;
        NewEcg ecg = NewEcgs.large(db.user(), NewEcgs.leads(8, samples));
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        ClaimedJob claimed = get(db.jobs.claim(key, Duration.ofMinutes(1), 5)).orElseThrow();
        assertFalse(claimed.isLoaded());
        assertEquals(8L * samples, claimed.samples());
        ClaimedJob job = get(db.jobs.ofLease(claimed.lease())).orElseThrow();
        assertTrue(job.isLoaded());
        assertEquals(samples, job.decodeEcg().leads().get(7).samples().length);
        assertTrue(get(db.ecgs.delete(ecg.userId(), ecg.id())));
    }
}
