-- Leads and analyses go with their job by a trigger instead of by foreign keys. Those were checked at each row, a third of the time that
-- it took to store results, for what cannot be otherwise: both are only ever written by the statement that writes or ends their job,
-- which holds its row until it has committed.

-- All tables at once, and waited for only half a second at a time: less than the second after which PostgreSQL looks for deadlocks, and
-- might end a statement of a node that still serves.
DO $$
BEGIN
    SET LOCAL lock_timeout = '500ms';
    FOR attempt IN 1..100 LOOP
        BEGIN
            LOCK TABLE job, lead, analysis IN ACCESS EXCLUSIVE MODE;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 100 THEN
                RAISE;
            END IF;
            PERFORM pg_sleep(0.2);
        END;
    END LOOP;
END $$;

CREATE FUNCTION delete_rows_of_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM lead WHERE ecg_key = OLD.ecg_key;
    DELETE FROM analysis WHERE ecg_key = OLD.ecg_key;
    RETURN NULL;
END $$;
CREATE TRIGGER delete_rows AFTER DELETE ON job FOR EACH ROW EXECUTE FUNCTION delete_rows_of_job();

DO $$
DECLARE
    part regclass;
    its_name name;
BEGIN
    FOR part, its_name IN
        SELECT conrelid::regclass, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conname ~ '^(lead|analysis)_([0-9]{4}_[0-9]{2}|default)_job_fkey$'
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', part, its_name);
    END LOOP;
END $$;

-- What make_month does to a month's tables in the end; its name is from when they were hung on the jobs by foreign keys.
CREATE OR REPLACE FUNCTION hang_on_jobs(suffix text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Rows of open jobs change several times within seconds; the default waits for a fifth of a table that keeps all jobs.
    EXECUTE format('ALTER TABLE job_%s SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01,'
        ' autovacuum_vacuum_threshold = 1000)', suffix);
END $$;
