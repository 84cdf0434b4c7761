-- The nodes that share this database, as each last told of itself. Never more than a few hundred rows, rewritten every few seconds:
-- nothing depends on them but what operators see, so they need not outlive a crash.
CREATE UNLOGGED TABLE node (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    version text NOT NULL,
    roles text[] NOT NULL,
    api_instances integer NOT NULL,
    analyzer_instances integer NOT NULL,
    jobs_in_hand integer NOT NULL,
    cpu_load double precision NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
COMMENT ON TABLE node IS 'One row for each running process, and for a day for each that ended without a word.';
