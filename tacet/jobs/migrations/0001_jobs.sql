-- Times are milliseconds since the epoch. Texts of a job are those of the request and its outcome,
-- never of a transcript.
CREATE TABLE jobs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of creation; never used again
  id TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  name_lower TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED')),
  deferred INTEGER NOT NULL,  -- 1: the request allows deferred execution
  request TEXT NOT NULL,      -- JSON with a version, without the tags
  tags TEXT NOT NULL,         -- JSON, name to value
  creation_ms INTEGER NOT NULL,
  start_ms INTEGER,
  completion_ms INTEGER,
  failure_reason TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  claimable_ms INTEGER NOT NULL DEFAULT 0,   -- while in progress: who waits until then may claim it
  fencing_token INTEGER NOT NULL DEFAULT 0,  -- of the claim that holds; 0 = none
  media_format TEXT NOT NULL DEFAULT '',
  sample_rate_hertz INTEGER NOT NULL DEFAULT 0,
  media_duration_ms INTEGER NOT NULL DEFAULT 0,
  transcript_bucket TEXT,
  transcript_key TEXT,
  redacted_bucket TEXT,
  redacted_key TEXT
) STRICT;

-- For the next job to begin or claim, and for lists of one status.
CREATE INDEX jobs_by_status ON jobs (status, number);
-- For lists by a part of the name: small enough to be read from end to end.
CREATE INDEX jobs_names ON jobs (number, name_lower, status);
CREATE INDEX jobs_ended ON jobs (completion_ms, number) WHERE completion_ms IS NOT NULL;

-- Kept by triggers, because every new job asks for them and counting 10,000 rows takes longer than
-- adding one.
CREATE TABLE job_counts (
  status TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  deferred INTEGER NOT NULL
) STRICT;
INSERT INTO job_counts VALUES
  ('QUEUED', 0, 0), ('IN_PROGRESS', 0, 0), ('COMPLETED', 0, 0), ('FAILED', 0, 0);

CREATE TRIGGER jobs_counted_in AFTER INSERT ON jobs BEGIN
  UPDATE job_counts SET count = count + 1, deferred = deferred + new.deferred
    WHERE status = new.status;
END;
CREATE TRIGGER jobs_counted_out AFTER DELETE ON jobs BEGIN
  UPDATE job_counts SET count = count - 1, deferred = deferred - old.deferred
    WHERE status = old.status;
END;
CREATE TRIGGER jobs_counted_over AFTER UPDATE OF status ON jobs
WHEN old.status <> new.status BEGIN
  UPDATE job_counts SET count = count - 1, deferred = deferred - old.deferred
    WHERE status = old.status;
  UPDATE job_counts SET count = count + 1, deferred = deferred + new.deferred
    WHERE status = new.status;
END;

-- The newest fencing token.
CREATE TABLE fencing (token INTEGER NOT NULL) STRICT;
INSERT INTO fencing VALUES (0);

CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO settings VALUES ('page_token_key', randomblob(16));
