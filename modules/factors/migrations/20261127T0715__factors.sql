-- Second steps of signing in, beside the password.

-- The authenticator app of an account. `secret` is sealed with a key of the installation that is not in the database.
CREATE TABLE factors_app (
  account BLOB PRIMARY KEY,
  secret BLOB NOT NULL,
  begun INTEGER NOT NULL,
  confirmed INTEGER,
  last_step INTEGER NOT NULL
) STRICT;

-- Codes for the day on which the telephone is gone; each is good once. `digest` is the SHA-256 of account and code.
CREATE TABLE factors_code (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  digest BLOB NOT NULL UNIQUE,
  made INTEGER NOT NULL,
  used INTEGER
) STRICT;
CREATE INDEX factors_code_of_account ON factors_code (account);

-- What happened to the second steps of an account, and by whom.
CREATE TABLE factors_event (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  at INTEGER NOT NULL,
  actor BLOB NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX factors_event_of_account ON factors_event (account, id);
INSERT INTO ocop_append_only (name) VALUES ('factors_event');
