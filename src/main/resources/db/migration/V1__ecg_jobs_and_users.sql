-- All times are the database's own; no node's clock decides anything.

CREATE TABLE app_user (
    id            uuid PRIMARY KEY,
    -- "C": the order of bytes, the same on every installation, so that pages of users have one order.
    username      text COLLATE "C" NOT NULL UNIQUE,
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE ecg (
    key           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    id            uuid NOT NULL,
    recorded_at   timestamptz,
    sampling_rate double precision,
    content_hash  bytea NOT NULL,
    analyzers     text,
    submitted_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, id)
);
COMMENT ON COLUMN ecg.id IS 'Chosen by the client or for it; unique among its owner''s only.';
COMMENT ON COLUMN ecg.sampling_rate IS 'Samples a second of every lead; null where not known.';
COMMENT ON COLUMN ecg.content_hash IS 'Tells a repeated submission from one that conflicts.';
COMMENT ON COLUMN ecg.analyzers IS 'The client''s choice of analyzers as JSON; null for all.';

CREATE INDEX ecg_newest_of_user ON ecg (user_id, submitted_at DESC, id DESC);

CREATE TABLE lead (
    ecg_key           bigint NOT NULL REFERENCES ecg ON DELETE CASCADE,
    ordinal           integer NOT NULL,
    name              text NOT NULL,
    number_of_samples integer NOT NULL CHECK (number_of_samples > 0),
    gain              double precision,
    baseline          integer,
    signal            bytea NOT NULL,
    PRIMARY KEY (ecg_key, ordinal),
    CHECK ((gain IS NULL) = (baseline IS NULL))
);
COMMENT ON COLUMN lead.gain IS 'Analogue-to-digital units per mV; null where not known.';
COMMENT ON COLUMN lead.baseline IS 'The sample value of 0 mV.';
COMMENT ON COLUMN lead.signal IS 'Samples in the form of io.ecganalyzer.store.SampleCodec.';
-- The codec's output does not compress: EXTERNAL saves the attempt at every insert.
ALTER TABLE lead ALTER COLUMN signal SET STORAGE EXTERNAL;

CREATE TABLE job (
    ecg_key         bigint PRIMARY KEY REFERENCES ecg ON DELETE CASCADE,
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
) WITH (fillfactor = 80);
COMMENT ON COLUMN job.due_at IS 'When the sweep is to publish its message (again).';
COMMENT ON COLUMN job.not_before IS 'Before this, after a failed attempt, nobody may claim it.';
COMMENT ON COLUMN job.lease_token IS 'Made anew at each claim; only its holder may end the job.';
COMMENT ON COLUMN job.failure_message IS 'Why it failed, or while queued, why its last attempt did.';

-- What the sweep looks at each second: small however many jobs are over.
CREATE INDEX job_open_by_due ON job (due_at) WHERE state IN ('queued', 'running');
-- Rows of open jobs change several times within seconds; the default waits for a fifth of a table that keeps all jobs.
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

-- It hangs on the job, not on the ECG: ending a job and deleting its ECG then take their locks in the same order.
CREATE TABLE analysis (
    ecg_key     bigint NOT NULL REFERENCES job ON DELETE CASCADE,
    analyzer    text NOT NULL,
    version     text NOT NULL,
    parameters  text NOT NULL,
    result      text,
    skipped     text,
    duration_ns bigint NOT NULL,
    PRIMARY KEY (ecg_key, analyzer, version),
    CHECK ((result IS NULL) <> (skipped IS NULL))
);
COMMENT ON COLUMN analysis.parameters IS 'JSON.';
COMMENT ON COLUMN analysis.result IS 'JSON; null where the analyzer was skipped, with the reason in skipped.';
