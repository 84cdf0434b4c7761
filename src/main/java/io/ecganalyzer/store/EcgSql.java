package io.ecganalyzer.store;

/**
 * The statements on ECGs and their leads. Each is one round trip and one transaction.
 *
 * <p>Jobs, leads and analyses lie in tables by the month of submission, which the key tells. A statement that has the key as a
 * parameter opens that month's tables alone: docs/adr/0008-partitions.md.
 */
final class EcgSql {
    /**
     * The ECG, its leads and its job, or nothing where this user has the id already. {@code DO NOTHING} waits for a concurrent
     * insert of the same id to commit, so that exactly one of many wins.
     *
     * <p>Due in 5 s: the hint on the event bus publishes it at once; the sweep is there for when that is lost.
     */
    static final String SUBMIT = """
            WITH new_ecg AS (
              INSERT INTO ecg (user_id, id, recorded_at, content_hash)
              VALUES ($1, $2, $3, $6)
              ON CONFLICT (user_id, id) DO NOTHING
              RETURNING key),
            new_leads AS (
              INSERT INTO lead (ecg_key, ordinal, name, number_of_samples, gain, baseline, signal)
              SELECT new_ecg.key, l.ordinal, l.name, l.number_of_samples, l.gain, l.baseline, l.signal
              FROM new_ecg, unnest($7::text[], $8::integer[], $9::double precision[], $10::integer[], $11::bytea[])
                WITH ORDINALITY AS l (name, number_of_samples, gain, baseline, signal, ordinal)),
            new_job AS (
              INSERT INTO job (ecg_key, user_id, ecg_id, sampling_rate, analyzers, state, due_at, request_id)
              SELECT key, $1, $2, $4, $5, 'queued', now() + interval '5 seconds', $12 FROM new_ecg)
            SELECT key FROM new_ecg
            """;

    /**
     * As {@link #SUBMIT} for several, of which no two may be the same ECG; a row for each that is new. They are inserted in the order
     * given, which must be the same for all who submit: then no two of these statements can wait for each other.
     */
    static final String SUBMIT_MANY = """
            WITH given AS (
              SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::double precision[], $5::text[], $6::bytea[], $7::text[])
                WITH ORDINALITY AS g (user_id, id, recorded_at, sampling_rate, analyzers, content_hash, request_id, place)),
            new_ecg AS (
              INSERT INTO ecg (user_id, id, recorded_at, content_hash)
              SELECT user_id, id, recorded_at, content_hash FROM given ORDER BY place
              ON CONFLICT (user_id, id) DO NOTHING
              RETURNING key, user_id, id),
            accepted AS (SELECT new_ecg.key, given.* FROM new_ecg JOIN given USING (user_id, id)),
            new_leads AS (
              INSERT INTO lead (ecg_key, ordinal, name, number_of_samples, gain, baseline, signal)
              SELECT accepted.key, l.ordinal, l.name, l.number_of_samples, l.gain, l.baseline, l.signal
              FROM accepted JOIN unnest($8::bigint[], $9::integer[], $10::text[], $11::integer[], $12::double precision[],
                $13::integer[], $14::bytea[])
                AS l (place, ordinal, name, number_of_samples, gain, baseline, signal) ON l.place = accepted.place),
            new_job AS (
              INSERT INTO job (ecg_key, user_id, ecg_id, sampling_rate, analyzers, state, due_at, request_id)
              SELECT key, user_id, id, sampling_rate, analyzers, 'queued', now() + interval '5 seconds', request_id
              FROM accepted)
            SELECT place, key FROM accepted
            """;

    static final String SAME_CONTENT = "SELECT key, content_hash = $3 AS same FROM ecg WHERE user_id = $1 AND id = $2";

    /** One row for each analysis, or one without; the rest is the same in all. */
    static final String REPORT = "SELECT * FROM report_of_ecg($1, $2)";

    private static final String ENTRIES = """
            SELECT ecg.id, job.state, ecg.submitted_at, ecg.recorded_at,
              (SELECT count(*)::integer FROM lead WHERE lead.ecg_key = ecg.key) AS leads
            FROM ecg JOIN job ON job.ecg_key = ecg.key
            WHERE ecg.user_id = $1
            """;

    private static final String NEWEST_FIRST = "ORDER BY ecg.submitted_at DESC, ecg.id DESC LIMIT $2";

    static final String FIRST_ENTRIES = ENTRIES + NEWEST_FIRST;

    static final String NEXT_ENTRIES = ENTRIES + "AND (ecg.submitted_at, ecg.id) < ($3, $4)\n" + NEWEST_FIRST;

    private static final String IDS = "SELECT id FROM ecg WHERE user_id = $1 ";

    static final String FIRST_IDS = IDS + "ORDER BY id LIMIT $2";

    static final String NEXT_IDS = IDS + "AND id > $3 ORDER BY id LIMIT $2";

    static final String DELETE = "DELETE FROM ecg WHERE user_id = $1 AND id = $2";

    private EcgSql() {}
}
