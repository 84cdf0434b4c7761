-- The list of failed jobs that an operator looks through, newest first: small however many jobs are over.
CREATE INDEX job_failed ON job (ecg_key DESC) WHERE state = 'failed';
