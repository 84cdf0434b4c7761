package io.ecganalyzer.store;

/**
 * The statements on jobs and their results. Each is one round trip and one transaction.
 *
 * <p>Those that end with {@link #NOT_AWAITED} do not wait for the disk. PostgreSQL can lose them when its machine fails (never a
 * part of one, and never out of order); then a message is published once more, or an attempt made once more. What a client was
 * told, submissions and ends, is always awaited.
 */
final class JobSql {
    /** For this transaction alone (PostgreSQL manual, "Asynchronous Commit"). */
    private static final String NOT_AWAITED = "set_config('synchronous_commit', 'off', true)";

    /**
     * Takes the jobs whose message is to be published, and puts their next turn off, so that no other node takes them too. Taken
     * are running jobs whose lease ran out, and queued ones: all with $4, none without it, and where it is null those that were
     * overtaken, as ones of 5 s later run already.
     */
    static final String TAKE_DUE = """
            UPDATE job SET publications = publications + 1,
              due_at = now() + least(make_interval(secs => $2) * power(2, least(publications, 20)), make_interval(secs => $3))
            WHERE ecg_key IN (
              SELECT ecg_key FROM job, (SELECT max(queued_at) AS queued_at FROM job WHERE state = 'running') AS front
              WHERE state IN ('queued', 'running') AND due_at <= now()
                AND CASE state WHEN 'running' THEN leased_until <= now() ELSE coalesce($4, job.queued_at < front.queued_at - interval '5 seconds') END
              ORDER BY due_at LIMIT $1
              FOR UPDATE OF job SKIP LOCKED)
            RETURNING ecg_key, request_id,
            """ + NOT_AWAITED;

    /** Samples of all leads together up to which a claim brings the signals along: some minutes of twelve leads, one megabyte. */
    private static final int SMALL_SAMPLES = 500_000;

    /** Those of larger ECGs stay where they are until there is room for them. */
    private static final String SIGNAL_IF_SMALL = """
             CASE WHEN sum(lead.number_of_samples) OVER (PARTITION BY lead.ecg_key) <= %d THEN lead.signal ELSE '' END AS signal,
            """.formatted(SMALL_SAMPLES);

    /**
     * The claim and all that the work needs: a row for each lead. Two claims at once: the second waits for the first's row lock,
     * looks at the row again and finds it leased.
     */
    static final String CLAIM = """
            WITH claimed AS (
              UPDATE job SET state = 'running', attempts = attempts + 1, lease_token = gen_random_uuid(),
                leased_until = now() + make_interval(secs => $2), due_at = now() + make_interval(secs => $2),
                started_at = coalesce(started_at, now())
              WHERE ecg_key = $1 AND attempts < $3
                AND ((state = 'queued' AND not_before <= now()) OR (state = 'running' AND leased_until <= now()))
              RETURNING user_id, ecg_id, sampling_rate, analyzers, lease_token, attempts, request_id)
            SELECT claimed.*, lead.name, lead.number_of_samples, lead.gain, lead.baseline,
            """ + SIGNAL_IF_SMALL + NOT_AWAITED + """

            FROM claimed CROSS JOIN lead
            WHERE lead.ecg_key = $1
            ORDER BY lead.ordinal
            """;

    /**
     * As {@link #CLAIM} for several, without those that somebody else has locked just now: who waits for nobody while it holds locks
     * can be in no deadlock.
     *
     * <p>The keys stand in each condition as an array, whatever else it says: joined, PostgreSQL would rather read all that lies
     * between the least and the greatest of them, which tell it the months to look into.
     */
    static final String CLAIM_MANY = """
            WITH free AS (
              SELECT ecg_key FROM job
              WHERE ecg_key = ANY($1) AND ecg_key BETWEEN $4 AND $5 AND attempts < $3
                AND ((state = 'queued' AND not_before <= now()) OR (state = 'running' AND leased_until <= now()))
              FOR UPDATE SKIP LOCKED),
            claimed AS (
              UPDATE job SET state = 'running', attempts = attempts + 1, lease_token = gen_random_uuid(),
                leased_until = now() + make_interval(secs => $2), due_at = now() + make_interval(secs => $2),
                started_at = coalesce(started_at, now())
              WHERE ecg_key = ANY(ARRAY(SELECT ecg_key FROM free)) AND ecg_key BETWEEN $4 AND $5
              RETURNING ecg_key, user_id, ecg_id, sampling_rate, analyzers, lease_token, attempts, request_id)
            SELECT claimed.*, lead.name, lead.number_of_samples, lead.gain, lead.baseline,
            """ + SIGNAL_IF_SMALL + NOT_AWAITED + """

            FROM claimed
            JOIN lead ON lead.ecg_key = claimed.ecg_key
            WHERE lead.ecg_key = ANY($1) AND lead.ecg_key BETWEEN $4 AND $5
            ORDER BY claimed.ecg_key, lead.ordinal
            """;

    /** A lease that ran out and that nobody took in the meantime is given again. */
    static final String RENEW = """
            UPDATE job SET leased_until = now() + make_interval(secs => $3)
            WHERE ecg_key = $1 AND lease_token = $2 AND state = 'running'
            RETURNING
            """ + NOT_AWAITED;

    /** What the claim of this token brought, with the signals of an ECG of any size: for its holder, and for one who helps. */
    static final String OF_LEASE = """
            SELECT job.user_id, job.ecg_id, job.sampling_rate, job.analyzers, job.lease_token, job.attempts, job.request_id,
              lead.name, lead.number_of_samples, lead.gain, lead.baseline, lead.signal
            FROM job JOIN lead ON lead.ecg_key = job.ecg_key
            WHERE job.ecg_key = $1 AND lead.ecg_key = $1 AND job.lease_token = $2 AND job.state = 'running'
            ORDER BY lead.ordinal
            """;

    static final String IS_HELD = """
            SELECT FROM job WHERE ecg_key = $1 AND state = 'running' AND leased_until > now()
            """;

    /** Repeating it with the same token succeeds: a worker may have lost the answer to its first try. */
    static final String COMPLETE = """
            WITH ended AS (
              UPDATE job SET state = 'done', leased_until = NULL, failure_code = NULL, failure_message = NULL,
                finished_at = coalesce(finished_at, now())
              WHERE ecg_key = $1 AND lease_token = $2 AND state IN ('running', 'done')
              RETURNING ecg_key),
            stored AS (
              INSERT INTO analysis (ecg_key, analyzer, version, parameters, result, skipped, duration_ns)
              SELECT ended.ecg_key, a.analyzer, a.version, a.parameters, a.result, a.skipped, a.duration_ns
              FROM ended, unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
                AS a (analyzer, version, parameters, result, skipped, duration_ns)
              ON CONFLICT (ecg_key, analyzer, version) DO UPDATE SET parameters = excluded.parameters,
                result = excluded.result, skipped = excluded.skipped, duration_ns = excluded.duration_ns)
            SELECT ecg_key FROM ended
            """;

    /**
     * As {@link #COMPLETE} for several, without those that somebody else has locked just now, see {@link #CLAIM_MANY}, and without those
     * whose results are stored already, because their holder lost the answer to its first try. Prepared for these too, PostgreSQL would
     * log each row once more, and take 7 % more processor time for a small ECG in all.
     */
    static final String COMPLETE_MANY = """
            WITH held AS (
              SELECT job.ecg_key
              FROM unnest($1::bigint[], $2::uuid[]) AS given (ecg_key, token)
              JOIN job ON job.ecg_key = given.ecg_key AND job.lease_token = given.token
              WHERE job.ecg_key = ANY($1) AND job.ecg_key BETWEEN $10 AND $11 AND job.state = 'running'
              FOR UPDATE OF job SKIP LOCKED),
            ended AS (
              UPDATE job SET state = 'done', leased_until = NULL, failure_code = NULL, failure_message = NULL,
                finished_at = coalesce(finished_at, now())
              WHERE ecg_key = ANY(ARRAY(SELECT ecg_key FROM held)) AND ecg_key BETWEEN $10 AND $11
              RETURNING ecg_key),
            stored AS (
              INSERT INTO analysis (ecg_key, analyzer, version, parameters, result, skipped, duration_ns)
              SELECT ended.ecg_key, a.analyzer, a.version, a.parameters, a.result, a.skipped, a.duration_ns
              FROM ended JOIN unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[])
                AS a (ecg_key, analyzer, version, parameters, result, skipped, duration_ns) USING (ecg_key))
            SELECT ecg_key FROM ended
            """;

    static final String RETRY_LATER = """
            UPDATE job SET state = 'queued', leased_until = NULL, failure_message = $4, attempts = attempts - $5,
              due_at = now() + make_interval(secs => $3), not_before = now() + make_interval(secs => $3)
            WHERE ecg_key = $1 AND lease_token = $2 AND state = 'running'
            RETURNING
            """ + NOT_AWAITED;

    static final String FAIL = """
            UPDATE job SET state = 'failed', leased_until = NULL, failure_code = $3, failure_message = $4,
              finished_at = coalesce(finished_at, now())
            WHERE ecg_key = $1 AND lease_token = $2 AND state IN ('running', 'failed')
            """;

    /** Jobs whose last attempt ended without a word: its lease ran out, and there is no further attempt. */
    static final String FAIL_EXHAUSTED = """
            UPDATE job SET state = 'failed', leased_until = NULL, failure_code = $3, failure_message = $4,
              finished_at = now()
            WHERE ecg_key IN (
              SELECT ecg_key FROM job
              WHERE state IN ('queued', 'running') AND attempts >= $1
                AND CASE state WHEN 'running' THEN leased_until <= now() ELSE true END
              LIMIT $2
              FOR UPDATE SKIP LOCKED)
            RETURNING ecg_key, request_id, user_id, ecg_id
            """;

    static final String COUNTS = """
            SELECT count(*) FILTER (WHERE state = 'queued') AS queued,
              count(*) FILTER (WHERE state = 'running') AS running,
              coalesce(extract(epoch FROM now() - min(queued_at) FILTER (WHERE state = 'queued')), 0)::double precision
                AS oldest_queued_seconds
            FROM job WHERE state IN ('queued', 'running')
            """;

    private JobSql() {}
}
