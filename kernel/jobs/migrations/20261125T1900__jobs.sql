-- Work that is done after the act that asked for it. A row is written in the act's own transaction, so it is outbox and queue in one.
CREATE TABLE jobs_job (
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT,                             -- a kind has one job of a key; NULL = any number
  about TEXT NOT NULL,                  -- whose or what the job is ("account:…"), for erasing; may be empty
  payload TEXT NOT NULL,                -- JSON; emptied when the job ends
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead', 'cancelled', 'given_up')),
  due INTEGER,                          -- when a worker may take it: the next attempt while waiting, the end of the lease while running
  lease BLOB CHECK (length(lease) = 16),   -- drawn for each attempt: whoever no longer has it can change nothing
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  cancel_asked INTEGER NOT NULL CHECK (cancel_asked IN (0, 1)),
  progress_done INTEGER NOT NULL CHECK (progress_done >= 0),
  progress_total INTEGER NOT NULL CHECK (progress_total >= 0),
  progress_stage TEXT NOT NULL,
  reason TEXT NOT NULL,                 -- why the last attempt failed; English, nothing personal
  created INTEGER NOT NULL,
  started INTEGER,                      -- of the last attempt
  ended INTEGER,
  CHECK ((state IN ('waiting', 'running')) = (due IS NOT NULL)),
  CHECK ((state = 'running') = (lease IS NOT NULL)),
  CHECK ((state IN ('waiting', 'running')) = (ended IS NULL))
) STRICT;
CREATE UNIQUE INDEX jobs_job_of_key ON jobs_job (kind, key) WHERE key IS NOT NULL;
CREATE INDEX jobs_job_by_due ON jobs_job (due, id) WHERE due IS NOT NULL;
CREATE INDEX jobs_job_by_state ON jobs_job (state, id);
CREATE INDEX jobs_job_by_end ON jobs_job (ended) WHERE ended IS NOT NULL;
CREATE INDEX jobs_job_of_subject ON jobs_job (about) WHERE about <> '';

-- When each schedule is due next. Moving `next` forward is what gives one process the occurrence.
CREATE TABLE jobs_schedule (
  schedule TEXT PRIMARY KEY,
  spec TEXT NOT NULL,                   -- what the program that wrote `next` understood; another text means: count anew
  next INTEGER NOT NULL,
  last INTEGER
) STRICT;
