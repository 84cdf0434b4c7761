-- Jobs, leads and analyses go into a table for each month of submission, ECGs into one of sixteen by the hash of their owner:
-- docs/adr/0008-partitions.md says why. Leads and analyses, the bulk, are not rewritten: their tables become the first month's.

-- A key tells the second of its submission: seconds since 1970 above 21 bits of a counter. Below 2^53, which every JSON reader keeps
-- exact, until 2106. The counter comes round after two million submissions, which no second has.
CREATE SEQUENCE ecg_key_counter AS integer MINVALUE 0 MAXVALUE 2097151 CYCLE;

CREATE FUNCTION first_ecg_key_at(at timestamptz) RETURNS bigint LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN floor(extract(epoch FROM at))::bigint << 21;
COMMENT ON FUNCTION first_ecg_key_at IS 'What is submitted at this time or later has this key or a greater one.';

CREATE TABLE ecg_by_user (
    -- The wide columns first: they need no padding in that order.
    user_id       uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    id            uuid NOT NULL,
    key           bigint NOT NULL DEFAULT (floor(extract(epoch FROM now()))::bigint << 21) | nextval('ecg_key_counter'),
    submitted_at  timestamptz NOT NULL DEFAULT now(),
    recorded_at   timestamptz,
    content_hash  bytea NOT NULL
) PARTITION BY HASH (user_id);

DO $$
BEGIN
    FOR remainder IN 0..15 LOOP
        EXECUTE format(
            'CREATE TABLE ecg_%s PARTITION OF ecg_by_user FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
            to_char(remainder, 'FM00'), remainder);
    END LOOP;
END $$;

INSERT INTO ecg_by_user (user_id, id, key, submitted_at, recorded_at, content_hash)
    SELECT user_id, id, key, submitted_at, recorded_at, content_hash FROM ecg;

-- All that a worker needs beside the leads stands in the job: from a key alone, one of sixteen tables of ECGs would have to be guessed.
CREATE TABLE job_by_month (
    ecg_key         bigint NOT NULL,
    user_id         uuid NOT NULL,
    ecg_id          uuid NOT NULL,
    sampling_rate   double precision,
    analyzers       text,
    state           text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    attempts        integer NOT NULL DEFAULT 0,
    publications    integer NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    not_before      timestamptz NOT NULL DEFAULT now(),
    leased_until    timestamptz,
    lease_token     uuid,
    failure_code    text,
    failure_message text,
    request_id      text NOT NULL,
    queued_at       timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz
) PARTITION BY RANGE (ecg_key);

CREATE TABLE job_of_first_month (LIKE job_by_month INCLUDING ALL);
INSERT INTO job_of_first_month
    SELECT ecg_key, user_id, id, sampling_rate, analyzers, state, attempts, publications, due_at, not_before, leased_until, lease_token, failure_code,
        failure_message, request_id, queued_at, started_at, finished_at
    FROM job JOIN ecg ON ecg.key = job.ecg_key;

ALTER TABLE lead DROP CONSTRAINT lead_ecg_key_fkey;
ALTER TABLE analysis DROP CONSTRAINT analysis_ecg_key_fkey;
DROP TABLE job;
DROP TABLE ecg;
ALTER TABLE ecg_by_user RENAME TO ecg;
ALTER TABLE job_by_month RENAME TO job;
ALTER TABLE lead RENAME TO lead_of_first_month;
ALTER INDEX lead_pkey RENAME TO lead_of_first_month_pkey;
ALTER TABLE analysis RENAME TO analysis_of_first_month;
ALTER INDEX analysis_pkey RENAME TO analysis_of_first_month_pkey;

ALTER TABLE ecg ADD PRIMARY KEY (user_id, id);
CREATE INDEX ecg_newest_of_user ON ecg (user_id, submitted_at DESC, id DESC);
COMMENT ON COLUMN ecg.id IS 'Chosen by the client or for it; unique among its owner''s only.';
COMMENT ON COLUMN ecg.key IS 'Tells the second of submission, and so the month whose tables hold its job, leads and analyses.';
COMMENT ON COLUMN ecg.content_hash IS 'Tells a repeated submission from one that conflicts.';

ALTER TABLE job ADD PRIMARY KEY (ecg_key);
-- What the sweep looks at each second: small however many jobs are over.
CREATE INDEX job_open_by_due ON job (due_at) WHERE state IN ('queued', 'running');
COMMENT ON COLUMN job.sampling_rate IS 'Samples a second of every lead; null where not known.';
COMMENT ON COLUMN job.analyzers IS 'The client''s choice of analyzers as JSON; null for all.';
COMMENT ON COLUMN job.due_at IS 'When the sweep is to publish its message (again).';
COMMENT ON COLUMN job.not_before IS 'Before this, after a failed attempt, nobody may claim it.';
COMMENT ON COLUMN job.lease_token IS 'Made anew at each claim; only its holder may end the job.';
COMMENT ON COLUMN job.failure_message IS 'Why it failed, or while queued, why its last attempt did.';

CREATE TABLE lead (LIKE lead_of_first_month INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMMENTS,
    PRIMARY KEY (ecg_key, ordinal)) PARTITION BY RANGE (ecg_key);
CREATE TABLE analysis (LIKE analysis_of_first_month INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMMENTS,
    PRIMARY KEY (ecg_key, analyzer, version)) PARTITION BY RANGE (ecg_key);

-- Leads and analyses hang on the job of their own month, table by table: a foreign key between the wholes would look through all
-- months at each row, and at each month that is given up. They hang on the job, not on the ECG, so that ending a job and deleting
-- its ECG take their locks in the same order.
CREATE FUNCTION hang_on_jobs(suffix text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Rows of open jobs change several times within seconds; the default waits for a fifth of a table that keeps all jobs.
    EXECUTE format('ALTER TABLE job_%s SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01,'
        ' autovacuum_vacuum_threshold = 1000)', suffix);
    EXECUTE format('ALTER TABLE lead_%1$s ADD CONSTRAINT lead_%1$s_job_fkey'
        ' FOREIGN KEY (ecg_key) REFERENCES job_%1$s ON DELETE CASCADE', suffix);
    EXECUTE format('ALTER TABLE analysis_%1$s ADD CONSTRAINT analysis_%1$s_job_fkey'
        ' FOREIGN KEY (ecg_key) REFERENCES job_%1$s ON DELETE CASCADE', suffix);
END $$;

-- The job goes with its ECG. No foreign key could say so: an ECG is found by its owner's hash, a job by its month.
CREATE FUNCTION delete_job_of_ecg() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM job WHERE ecg_key = OLD.key;
    RETURN NULL;
END $$;
CREATE TRIGGER delete_job AFTER DELETE ON ecg FOR EACH ROW EXECUTE FUNCTION delete_job_of_ecg();

-- The safety net: whatever no month's table takes. It should be empty always.
CREATE TABLE job_default PARTITION OF job DEFAULT;
CREATE TABLE lead_default PARTITION OF lead DEFAULT;
CREATE TABLE analysis_default PARTITION OF analysis DEFAULT;
SELECT hang_on_jobs('default');

-- Makes the tables of a month, given by its first day, and moves to them what the safety net caught. False where they are there.
-- It holds up submissions for some milliseconds, and gives up before they would have to wait for it: PostgreSQL's search for
-- deadlocks, after 1 s, might end their statements rather than this.
CREATE FUNCTION make_month(month date) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    suffix text := to_char(month, 'YYYY_MM');
    first_key bigint := first_ecg_key_at(month::timestamp AT TIME ZONE 'UTC');
    end_key bigint := first_ecg_key_at((month + interval '1 month') AT TIME ZONE 'UTC');
    part text;
BEGIN
    IF to_regclass('job_' || suffix) IS NOT NULL THEN
        RETURN false;
    END IF;
    LOCK TABLE job_default, lead_default, analysis_default IN ACCESS EXCLUSIVE MODE;
    -- Another node may have made it while this one waited.
    IF to_regclass('job_' || suffix) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- The job last: its leads and analyses would go with it.
    FOREACH part IN ARRAY ARRAY['lead', 'analysis', 'job'] LOOP
        EXECUTE format('CREATE TABLE %1$I (LIKE %2$I INCLUDING ALL)', part || '_' || suffix, part);
        EXECUTE format('WITH caught AS (DELETE FROM %2$I WHERE ecg_key >= %3$s AND ecg_key < %4$s RETURNING *)'
            ' INSERT INTO %1$I SELECT * FROM caught', part || '_' || suffix, part || '_default', first_key, end_key);
    END LOOP;
    FOREACH part IN ARRAY ARRAY['job', 'lead', 'analysis'] LOOP
        EXECUTE format('ALTER TABLE %2$I ATTACH PARTITION %1$I FOR VALUES FROM (%3$s) TO (%4$s)',
            part || '_' || suffix, part, first_key, end_key);
    END LOOP;
    PERFORM hang_on_jobs(suffix);
    RETURN true;
END $$;

-- The first month begins with the first ECG that there ever was: the keys of before count from 1.
DO $$
DECLARE
    month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    suffix text := to_char(month, 'YYYY_MM');
    end_key bigint := first_ecg_key_at((month + interval '1 month') AT TIME ZONE 'UTC');
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['job', 'lead', 'analysis'] LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', part || '_of_first_month', part || '_' || suffix);
        IF part <> 'job' THEN
            EXECUTE format('ALTER INDEX %I RENAME TO %I', part || '_of_first_month_pkey', part || '_' || suffix || '_pkey');
        END IF;
        EXECUTE format('ALTER TABLE %2$I ATTACH PARTITION %1$I FOR VALUES FROM (MINVALUE) TO (%3$s)',
            part || '_' || suffix, part, end_key);
    END LOOP;
    PERFORM hang_on_jobs(suffix);
END $$;

-- A report in one round trip that looks into one month's tables: PostgreSQL leaves out the others before it opens them only where the
-- key is known when the statement begins.
CREATE FUNCTION report_of_ecg(owner uuid, its_id uuid) RETURNS TABLE (
    key bigint, submitted_at timestamptz, recorded_at timestamptz, sampling_rate double precision,
    state text, attempts integer, finished_at timestamptz, failure_code text, failure_message text,
    lead_names text[], lead_lengths integer[],
    analyzer text, version text, parameters text, result text, skipped text, duration_ns bigint)
LANGUAGE plpgsql STABLE STRICT ROWS 10 AS $$
#variable_conflict use_column
DECLARE
    found_ecg ecg;
BEGIN
    SELECT * INTO found_ecg FROM ecg WHERE ecg.user_id = owner AND ecg.id = its_id;
    RETURN QUERY
        SELECT found_ecg.key, found_ecg.submitted_at, found_ecg.recorded_at, job.sampling_rate,
            job.state, job.attempts, job.finished_at, job.failure_code, job.failure_message,
            (SELECT array_agg(lead.name ORDER BY ordinal) FROM lead WHERE lead.ecg_key = found_ecg.key),
            (SELECT array_agg(number_of_samples ORDER BY ordinal) FROM lead WHERE lead.ecg_key = found_ecg.key),
            analysis.analyzer, analysis.version, analysis.parameters, analysis.result, analysis.skipped, analysis.duration_ns
        FROM job
        LEFT JOIN analysis ON analysis.ecg_key = found_ecg.key AND job.state = 'done'
        WHERE job.ecg_key = found_ecg.key
        ORDER BY analysis.analyzer COLLATE "C", analysis.version;
END $$;
COMMENT ON FUNCTION report_of_ecg IS 'One row for each analysis, or one without; the rest is the same in all. None for no such ECG.';
