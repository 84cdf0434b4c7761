package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Jobs that were given up, for an operator to look through and to put back. */
public final class FailedJobStore {
    private static final String LIST = """
            SELECT ecg_key, request_id, attempts, queued_at, finished_at, failure_code, failure_message
            FROM job WHERE state = 'failed' AND ecg_key < $1
            ORDER BY ecg_key DESC LIMIT $2
            """;

    /** As if it had just been submitted. Whoever still holds an old lease can end it no more. */
    private static final String RETRY = """
            UPDATE job SET state = 'queued', attempts = 0, publications = 0, due_at = now(),
              not_before = now(), queued_at = now(), leased_until = NULL, lease_token = NULL, failure_code = NULL,
              failure_message = NULL, started_at = NULL, finished_at = NULL
            WHERE ecg_key = $1 AND state = 'failed'
            RETURNING ecg_key, user_id, ecg_id, request_id
            """;

    private final Database database;

    public FailedJobStore(Database database) {
        this.database = database;
    }

    /**
     * Up to {@code limit} of them, the latest submitted first.
     *
     * @param after the key of the last one that is known; empty for the first page
     */
    public Future<List<FailedJob>> list(OptionalLong after, int limit) {
        return database.query(LIST, Tuple.of(after.orElse(Long.MAX_VALUE), limit))
                .map(rows -> rows.stream().map(FailedJobStore::failedJob).toList());
    }

    /** Queues it again with all its attempts; empty where there is no such failed job. */
    public Future<Optional<EndedJob>> retry(long key) {
        return database.query(RETRY, Tuple.of(key))
                .map(rows -> rows.stream().map(JobStore::ended).findFirst());
    }

    private static FailedJob failedJob(Row row) {
        return new FailedJob(
                row.getLong("ecg_key"),
                row.getString("request_id"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("queued_at"),
                row.getOffsetDateTime("finished_at"),
                row.getString("failure_code"),
                row.getString("failure_message"));
    }
}
