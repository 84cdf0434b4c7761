package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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
    private final Database database;

    public JobStore(Database database) {
        this.database = database;
    }

    /**
     * Takes up to {@code limit} jobs whose message is to be published: queued ones that are due, and running ones whose lease ran
     * out. Each is taken by one node only and is due again after its gap, so a publication that fails is made up for.
     */
    public Future<List<DueJob>> due(int limit, RepublishGap gap) {
        return takeDue(limit, gap, false);
    }

    /** As {@link #due}, but only running jobs whose lease ran out: for when the broker holds what is queued. */
    public Future<List<DueJob>> leasesRunOut(int limit, RepublishGap gap) {
        return takeDue(limit, gap, true);
    }

    private Future<List<DueJob>> takeDue(int limit, RepublishGap gap, boolean onlyRunning) {
        return database.query(
                        JobSql.TAKE_DUE,
                        Tuple.of(limit, Rows.seconds(gap.first()), Rows.seconds(gap.longest()), onlyRunning))
                .map(rows -> rows.stream()
                        .map(row -> new DueJob(row.getLong("ecg_key"), row.getString("request_id")))
                        .toList());
    }

    /**
     * Claims a job for {@code lease} and loads what its analysis needs.
     *
     * @param maxAttempts a job that was claimed as often as this is not given out again
     * @return empty where there is nothing to do: unknown, deleted, done, failed, waiting for its next attempt, or leased
     */
    public Future<Optional<ClaimedJob>> claim(long ecgKey, Duration lease, int maxAttempts) {
        return database.query(JobSql.CLAIM, Tuple.of(ecgKey, Rows.seconds(lease), maxAttempts))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(claimed(ecgKey, rows)));
    }

    private static ClaimedJob claimed(long ecgKey, RowSet<Row> rows) {
        Row first = rows.iterator().next();
        List<EncodedLead> leads = new ArrayList<>(rows.size());
        for (Row row : rows) {
            leads.add(new EncodedLead(
                    row.getString("name"),
                    row.getInteger("number_of_samples"),
                    Optional.ofNullable(row.getDouble("gain"))
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
     * Stores results and ends the job, in one transaction.
     *
     * @return false where the job is no longer this holder's, or its ECG was deleted: nothing was stored
     */
    public Future<Boolean> complete(Lease lease, List<StoredAnalysis> analyses) {
        Tuple arguments = Tuple.tuple()
                .addLong(lease.ecgKey())
                .addUUID(lease.token())
                .addArrayOfString(column(analyses, StoredAnalysis::analyzer))
                .addArrayOfString(column(analyses, StoredAnalysis::version))
                .addArrayOfString(column(analyses, StoredAnalysis::parametersJson))
                .addArrayOfString(column(analyses, a -> a.resultJson().orElse(null)))
                .addArrayOfString(column(analyses, a -> a.skipped().orElse(null)))
                .addArrayOfLong(
                        analyses.stream().map(StoredAnalysis::durationNanos).toArray(Long[]::new));
        return database.query(JobSql.COMPLETE, arguments).map(rows -> rows.size() == 1);
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
        return changedOne(JobSql.RETRY_LATER, Tuple.of(lease.ecgKey(), lease.token(), Rows.seconds(delay), reason));
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

    private static EndedJob ended(Row row) {
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
