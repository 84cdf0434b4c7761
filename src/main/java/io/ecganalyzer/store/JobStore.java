package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Jobs as the relay and the workers see them. All times are by the database's clock.
 *
 * <pre>
 *   submit ──▶ queued ──claim──▶ running ──complete──▶ done
 *                ▲                │  │ ▲
 *                └──retryLater────┘  │ └─ claim, once the lease ran out: a new token, the old holder's results are refused
 *                                    └──fail, failExhausted──▶ failed
 * </pre>
 *
 * <p>Nothing here blocks or takes processor time. Futures fail with {@link StoreUnavailableException} where PostgreSQL could not
 * be asked.
 */
public final class JobStore {
    /** The signals of those that are claimed together are in memory together. */
    private static final Batches.Limits CLAIMS = new Batches.Limits(4, 16, Long.MAX_VALUE);

    private static final Batches.Limits ENDS = new Batches.Limits(4, 64, 1 << 20);

    private final Database database;
    private final Batches<Claim, Optional<ClaimedJob>> claims;
    private final Batches<Completion, Boolean> completions;

    private record Claim(long ecgKey, Duration lease, int maxAttempts) {}

    private record Completion(Lease lease, List<StoredAnalysis> analyses) {
        long characters() {
            return analyses.stream()
                    .mapToLong(analysis ->
                            analysis.resultJson().map(String::length).orElse(0))
                    .sum();
        }
    }

    public JobStore(Database database) {
        this(database, CLAIMS, ENDS);
    }

    JobStore(Database database, Batches.Limits claims, Batches.Limits ends) {
        this.database = database;
        this.claims = new Batches<>(new Claiming(), claims, claim -> 0, Claim::ecgKey);
        this.completions = new Batches<>(
                new Completing(),
                ends,
                Completion::characters,
                completion -> completion.lease().ecgKey());
    }

    /**
     * Takes up to {@code limit} jobs whose message is to be published: queued ones that are due, and running ones whose lease ran
     * out. Each is taken by one node only and is due again after its gap, so a publication that fails is made up for.
     */
    public Future<List<DueJob>> due(int limit, RepublishGap gap) {
        return takeDue(limit, gap, true);
    }

    /** As {@link #due}, but only running jobs whose lease ran out: for when the broker can take no more. */
    public Future<List<DueJob>> leasesRunOut(int limit, RepublishGap gap) {
        return takeDue(limit, gap, false);
    }

    /**
     * As {@link #due}, but of queued jobs only those that were overtaken: the broker keeps an order, so jobs that were queued well
     * before one that runs already have lost their message. For when the broker holds messages, of whichever jobs.
     */
    public Future<List<DueJob>> overtaken(int limit, RepublishGap gap) {
        return takeDue(limit, gap, null);
    }

    private Future<List<DueJob>> takeDue(int limit, RepublishGap gap, Boolean queuedToo) {
        return database.query(
                        JobSql.TAKE_DUE,
                        Tuple.of(limit, Rows.seconds(gap.first()), Rows.seconds(gap.longest()), queuedToo))
                .map(rows -> rows.stream()
                        .map(row -> new DueJob(row.getLong("ecg_key"), row.getString("request_id")))
                        .toList());
    }

    /**
     * Claims a job for {@code lease} and loads what its analysis needs, but for the signals of a large ECG, see {@link
     * ClaimedJob#isLoaded}.
     *
     * @param maxAttempts a job that was claimed as often as this is not given out again
     * @return empty where there is nothing to do: unknown, deleted, done, failed, waiting for its next attempt, or leased
     */
    public Future<Optional<ClaimedJob>> claim(long ecgKey, Duration lease, int maxAttempts) {
        return claims.ask(new Claim(ecgKey, lease, maxAttempts));
    }

    private final class Claiming implements Batches.Statements<Claim, Optional<ClaimedJob>> {
        @Override
        public Future<Optional<ClaimedJob>> one(Claim claim) {
            return database.query(
                            JobSql.CLAIM, Tuple.of(claim.ecgKey(), Rows.seconds(claim.lease()), claim.maxAttempts()))
                    .map(rows -> rows.size() == 0
                            ? Optional.empty()
                            : Optional.of(claimed(claim.ecgKey(), rows.stream().toList())));
        }

        /** All callers of a node claim on the same terms. */
        @Override
        public Future<List<Optional<Optional<ClaimedJob>>>> many(List<Claim> asked) {
            Claim terms = asked.get(0);
            Long[] keys = asked.stream().map(Claim::ecgKey).toArray(Long[]::new);
            Tuple arguments =
                    Tuple.of(keys, Rows.seconds(terms.lease()), terms.maxAttempts(), least(keys), greatest(keys));
            return database.query(JobSql.CLAIM_MANY, arguments).map(rows -> {
                Map<Long, List<Row>> byKey =
                        rows.stream().collect(Collectors.groupingBy(row -> row.getLong("ecg_key")));
                return asked.stream()
                        .map(claim -> answered(claim.ecgKey(), byKey.get(claim.ecgKey())))
                        .toList();
            });
        }

        private static Optional<Optional<ClaimedJob>> answered(long ecgKey, List<Row> leads) {
            return leads == null ? Optional.empty() : Optional.of(Optional.of(claimed(ecgKey, leads)));
        }
    }

    /** Between them stand all keys of a statement, which tells PostgreSQL the months to look into. */
    private static Long least(Long[] keys) {
        return Collections.min(List.of(keys));
    }

    private static Long greatest(Long[] keys) {
        return Collections.max(List.of(keys));
    }

    private static ClaimedJob claimed(long ecgKey, List<Row> rows) {
        Row first = rows.get(0);
        List<EncodedLead> leads = new ArrayList<>(rows.size());
        for (Row row : rows) {
            leads.add(new EncodedLead(
                    row.getString("name"),
                    row.getInteger("number_of_samples"),
                    Optional.ofNullable(row.getDouble("gain"))
                            // One from before there were bounds is not known: with it an analysis would fail.
                            .filter(Calibration::isGain)
                            .map(gain -> new Calibration(gain, row.getInteger("baseline"))),
                    row.getBuffer("signal").getBytes()));
        }
        return new ClaimedJob(
                ecgKey,
                first.getUUID("user_id"),
                first.getUUID("ecg_id"),
                first.getUUID("lease_token"),
                first.getInteger("attempts"),
                first.getString("request_id"),
                Rows.optionalDouble(first, "sampling_rate"),
                leads,
                Optional.ofNullable(first.getString("analyzers")));
    }

    /** Extends a lease from now. False where the job is no longer this holder's: what it does is for nothing. */
    public Future<Boolean> renew(Lease lease, Duration duration) {
        return changedOne(JobSql.RENEW, Tuple.of(lease.ecgKey(), lease.token(), Rows.seconds(duration)));
    }

    /**
     * Loads a job with its signals, whatever their size, for the holder of its lease or for one who helps.
     *
     * @return empty where it is no longer that holder's
     */
    public Future<Optional<ClaimedJob>> ofLease(Lease lease) {
        return database.query(JobSql.OF_LEASE, Tuple.of(lease.ecgKey(), lease.token()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(claimed(lease.ecgKey(), rows.stream().toList())));
    }

    /** Whether a worker holds the job now, and lives. */
    public Future<Boolean> isHeld(long ecgKey) {
        return database.query(JobSql.IS_HELD, Tuple.of(ecgKey)).map(rows -> rows.size() == 1);
    }

    /**
     * Stores results and ends the job, in one transaction.
     *
     * @return false where the job is no longer this holder's, or its ECG was deleted: nothing was stored
     */
    public Future<Boolean> complete(Lease lease, List<StoredAnalysis> analyses) {
        return completions.ask(new Completion(lease, analyses));
    }

    private final class Completing implements Batches.Statements<Completion, Boolean> {
        @Override
        public Future<Boolean> one(Completion completion) {
            Tuple arguments = Tuple.tuple()
                    .addLong(completion.lease().ecgKey())
                    .addUUID(completion.lease().token());
            addColumns(arguments, completion.analyses());
            return database.query(JobSql.COMPLETE, arguments).map(rows -> rows.size() == 1);
        }

        @Override
        public Future<List<Optional<Boolean>>> many(List<Completion> asked) {
            Long[] keys = asked.stream().map(one -> one.lease().ecgKey()).toArray(Long[]::new);
            Tuple arguments = Tuple.tuple()
                    .addArrayOfLong(keys)
                    .addArrayOfUUID(
                            asked.stream().map(one -> one.lease().token()).toArray(UUID[]::new))
                    .addArrayOfLong(asked.stream()
                            .flatMap(one -> Collections.nCopies(
                                    one.analyses().size(), one.lease().ecgKey())
                                    .stream())
                            .toArray(Long[]::new));
            addColumns(
                    arguments,
                    asked.stream().flatMap(one -> one.analyses().stream()).toList());
            arguments.addLong(least(keys)).addLong(greatest(keys));
            return database.query(JobSql.COMPLETE_MANY, arguments).map(rows -> {
                Set<Long> ended =
                        rows.stream().map(row -> row.getLong("ecg_key")).collect(Collectors.toSet());
                return asked.stream()
                        .map(one ->
                                ended.contains(one.lease().ecgKey()) ? Optional.of(true) : Optional.<Boolean>empty())
                        .toList();
            });
        }
    }

    private static void addColumns(Tuple arguments, List<StoredAnalysis> analyses) {
        arguments
                .addArrayOfString(column(analyses, StoredAnalysis::analyzer))
                .addArrayOfString(column(analyses, StoredAnalysis::version))
                .addArrayOfString(column(analyses, StoredAnalysis::parametersJson))
                .addArrayOfString(column(analyses, a -> a.resultJson().orElse(null)))
                .addArrayOfString(column(analyses, a -> a.skipped().orElse(null)))
                .addArrayOfLong(
                        analyses.stream().map(StoredAnalysis::durationNanos).toArray(Long[]::new));
    }

    private static String[] column(List<StoredAnalysis> analyses, Function<StoredAnalysis, String> value) {
        return analyses.stream().map(value).toArray(String[]::new);
    }

    /**
     * Gives a job back for a later attempt.
     *
     * @param delay before this nobody can claim it, and no message is published
     * @return false where the job is no longer this holder's
     */
    public Future<Boolean> retryLater(Lease lease, Duration delay, String reason) {
        return retryLater(lease, delay, reason, 0);
    }

    /** As {@link #retryLater}, for who could not even begin: the attempt does not count. */
    public Future<Boolean> handBack(Lease lease, Duration delay, String reason) {
        return retryLater(lease, delay, reason, 1);
    }

    private Future<Boolean> retryLater(Lease lease, Duration delay, String reason, int attemptsTakenBack) {
        return changedOne(
                JobSql.RETRY_LATER,
                Tuple.of(lease.ecgKey(), lease.token(), Rows.seconds(delay), reason, attemptsTakenBack));
    }

    /**
     * Ends a job without results.
     *
     * @param code stable, for programs
     * @param message for the client to read
     * @return false where the job is no longer this holder's
     */
    public Future<Boolean> fail(Lease lease, String code, String message) {
        return changedOne(JobSql.FAIL, Tuple.of(lease.ecgKey(), lease.token(), code, message));
    }

    /**
     * Ends up to {@code limit} jobs that had {@code maxAttempts} attempts, the last of which ended without a word, such as those
     * whose analysis brings its process down.
     */
    public Future<List<EndedJob>> failExhausted(int maxAttempts, int limit, String code, String message) {
        return database.query(JobSql.FAIL_EXHAUSTED, Tuple.of(maxAttempts, limit, code, message))
                .map(rows -> rows.stream().map(JobStore::ended).toList());
    }

    static EndedJob ended(Row row) {
        UUID userId = row.getUUID("user_id");
        return new EndedJob(row.getLong("ecg_key"), userId, row.getUUID("ecg_id"), row.getString("request_id"));
    }

    /** Counts the jobs that are not over. */
    public Future<JobCounts> counts() {
        return database.query(JobSql.COUNTS, Tuple.tuple()).map(rows -> {
            Row row = rows.iterator().next();
            return new JobCounts(
                    row.getLong("queued"),
                    row.getLong("running"),
                    Duration.ofMillis(Math.round(1000 * row.getDouble("oldest_queued_seconds"))));
        });
    }

    private Future<Boolean> changedOne(String sql, Tuple arguments) {
        return database.query(sql, arguments).map(rows -> rows.rowCount() == 1);
    }
}
