-- Requests that may be sent twice: which were answered, and what they made.
CREATE TABLE idempotency_attempt (
  account BLOB NOT NULL,
  route TEXT NOT NULL,                 -- "POST /api/v1/dossiers"
  request_key TEXT NOT NULL,           -- chosen by the caller
  digest TEXT NOT NULL,                -- SHA-256 of what was asked
  memo TEXT NOT NULL,                  -- what was made: an id
  at INTEGER NOT NULL,
  PRIMARY KEY (account, route, request_key)
) STRICT;
CREATE INDEX idempotency_attempt_at ON idempotency_attempt (at);
