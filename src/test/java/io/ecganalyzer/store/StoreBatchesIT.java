package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.store.Submitted.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements for many do what as many statements for one do. */
class StoreBatchesIT {
    private static final int MANY = 100;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Batches.Limits ALONE = new Batches.Limits(8, 1, 0);

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
    void onlyTheEcgsOfThisTest() {
        db.sql("DELETE FROM app_user");
        user = db.user();
    }

    @Test
    void manyAtOnceAreStoredAndLoadedEachWithItsOwnLeads() throws UnreadableSignalException {
        List<NewEcg> ecgs = IntStream.range(0, MANY).mapToObj(this::numbered).toList();
        List<Submitted> submitted = all(ecgs.stream().map(db.ecgs::submit).toList());
        assertEquals(MANY, submitted.stream().map(Submitted::ecgKey).distinct().count());
        List<Optional<ClaimedJob>> claimed = all(submitted.stream()
                .map(one -> db.jobs.claim(one.ecgKey(), LEASE, 5))
                .toList());
        for (int i = 0; i < MANY; i++) {
            NewEcg sent = ecgs.get(i);
            ClaimedJob job = claimed.get(i).orElseThrow();
            assertEquals(sent.id(), job.ecgId());
            assertEquals(user, job.userId());
            assertEquals(sent.requestId(), job.requestId());
            assertEquals(sent.samplingRateHz(), job.samplingRateHz());
            assertEquals(sent.analyzersJson(), job.analyzersJson());
            List<Lead> leads = job.decodeEcg().leads();
            assertEquals(1 + i % 3, leads.size());
            for (int lead = 0; lead < leads.size(); lead++) {
                assertEquals("lead " + lead, leads.get(lead).name());
                assertArrayEquals(new int[] {i, lead}, leads.get(lead).samples());
            }
        }
    }

    @Test
    void ofManyClaimedAtOnceOnlyTheSmallOnesAreLoaded() {
        NewEcg large = NewEcgs.large(user, NewEcgs.leads(3, 200_000));
        List<NewEcg> ecgs = List.of(large, numbered(1), numbered(2), numbered(3), numbered(4));
        List<Submitted> submitted = all(ecgs.stream().map(db.ecgs::submit).toList());
        List<Optional<ClaimedJob>> claimed = all(submitted.stream()
                .map(one -> db.jobs.claim(one.ecgKey(), LEASE, 5))
                .toList());
        for (Optional<ClaimedJob> job : claimed) {
            assertEquals(
                    !job.orElseThrow().ecgId().equals(large.id()),
                    job.orElseThrow().isLoaded());
        }
    }

    @Test
    void oneStatementForManyStoresTheSameAsOneForEach() {
        NewEcg ecg = numbered(7);
        NewEcg twin = numbered(7);
        get(new EcgStore(db.database, ALONE).submit(twin));
        all(List.of(
                db.ecgs.submit(numbered(1)),
                db.ecgs.submit(numbered(2)),
                db.ecgs.submit(numbered(3)),
                db.ecgs.submit(ecg)));
        StoredReport one = get(db.ecgs.report(user, twin.id())).orElseThrow();
        StoredReport ofMany = get(db.ecgs.report(user, ecg.id())).orElseThrow();
        assertEquals(one.leads(), ofMany.leads());
        assertEquals(one.recordedAt(), ofMany.recordedAt());
        assertEquals(one.samplingRateHz(), ofMany.samplingRateHz());
        assertEquals(one.status(), ofMany.status());
    }

    @Test
    void eachOfManyHasItsOwnVerdict() {
        NewEcg known = numbered(1);
        get(db.ecgs.submit(known));
        NewEcg other = new NewEcg(
                user,
                known.id(),
                known.recordedAt(),
                known.samplingRateHz(),
                known.analyzersJson(),
                known.leads(),
                new byte[] {9},
                "r");
        List<Submitted> verdicts = all(List.of(
                db.ecgs.submit(numbered(2)),
                db.ecgs.submit(numbered(3)),
                db.ecgs.submit(known),
                db.ecgs.submit(other),
                db.ecgs.submit(NewEcgs.of(UUID.randomUUID())),
                db.ecgs.submit(numbered(4))));
        assertEquals(
                List.of(
                        Outcome.ACCEPTED,
                        Outcome.ACCEPTED,
                        Outcome.REPEATED,
                        Outcome.CONFLICT,
                        Outcome.NO_SUCH_USER,
                        Outcome.ACCEPTED),
                verdicts.stream().map(Submitted::outcome).toList());
        assertEquals(4, db.count("ecg"));
    }

    @Test
    void manyEndAtOnceEachWithItsOwnResults() {
        List<ClaimedJob> jobs = new ArrayList<>();
        List<NewEcg> ecgs = IntStream.range(0, MANY).mapToObj(this::numbered).toList();
        for (Submitted one : all(ecgs.stream().map(db.ecgs::submit).toList())) {
            jobs.add(get(db.jobs.claim(one.ecgKey(), LEASE, 5)).orElseThrow());
        }
        List<Boolean> stored = all(IntStream.range(0, MANY)
                .mapToObj(i -> db.jobs.complete(
                        i == 50
                                ? new Lease(jobs.get(i).ecgKey(), UUID.randomUUID())
                                : jobs.get(i).lease(),
                        results(i)))
                .toList());
        for (int i = 0; i < MANY; i++) {
            assertEquals(i != 50, stored.get(i));
            StoredReport report = get(db.ecgs.report(user, ecgs.get(i).id())).orElseThrow();
            assertEquals(i == 50 ? List.of() : results(i), report.analyses());
        }
    }

    /** As its holder does that lost the answer to its first try. */
    @Test
    void oneThatEndsAgainAmongManyIsStoredLikeTheOthers() {
        List<NewEcg> ecgs = IntStream.range(0, 6).mapToObj(this::numbered).toList();
        List<Lease> leases = all(ecgs.stream().map(db.ecgs::submit).toList()).stream()
                .map(one ->
                        get(db.jobs.claim(one.ecgKey(), LEASE, 5)).orElseThrow().lease())
                .toList();
        assertTrue(get(db.jobs.complete(leases.get(3), results(2))));
        List<Boolean> stored = all(IntStream.range(0, 6)
                .mapToObj(i -> db.jobs.complete(leases.get(i), results(3)))
                .toList());
        assertEquals(Collections.nCopies(6, true), stored);
        for (NewEcg ecg : ecgs) {
            assertEquals(
                    results(3),
                    get(db.ecgs.report(user, ecg.id())).orElseThrow().analyses());
        }
    }

    @Test
    void manyThatAreLockedJustNowAreDecidedAfterAll() {
        List<Long> keys = all(IntStream.range(0, 10)
                        .mapToObj(i -> db.ecgs.submit(numbered(i)))
                        .toList())
                .stream()
                .map(Submitted::ecgKey)
                .toList();
        List<Future<Optional<ClaimedJob>>> claims = new ArrayList<>();
        JobStore otherNode = new JobStore(db.database);
        for (long key : keys) {
            claims.add(db.jobs.claim(key, LEASE, 5));
            claims.add(otherNode.claim(key, LEASE, 5));
        }
        assertEquals(10, all(claims).stream().filter(Optional::isPresent).count());
        assertTrue(get(db.jobs.claim(keys.get(0), LEASE, 5)).isEmpty());
    }

    private NewEcg numbered(int i) {
        List<Lead> leads = IntStream.rangeClosed(0, i % 3)
                .mapToObj(lead -> new Lead("lead " + lead, new int[] {i, lead}, Optional.empty()))
                .toList();
        return new NewEcg(
                user,
                UUID.randomUUID(),
                i % 2 == 0 ? Optional.empty() : Optional.of(OffsetDateTime.parse("2026-01-02T03:04:05Z")),
                OptionalDouble.of(i + 1),
                i % 5 == 0 ? Optional.of("[]") : Optional.empty(),
                EncodedLead.encodeAll(leads),
                new byte[] {(byte) i},
                "request " + i);
    }

    private static List<StoredAnalysis> results(int i) {
        return IntStream.rangeClosed(0, i % 4)
                .mapToObj(n -> new StoredAnalysis(
                        "analyzer " + n, "1", "{}", Optional.of("{\"count\":" + i + "}"), Optional.empty(), i))
                .toList();
    }

    private static <T> List<T> all(List<Future<T>> futures) {
        return get(Future.all(futures)).list();
    }
}
