-- Accounts, what they may do, and who is signed in.
CREATE TABLE identity_account (
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  display_key BLOB NOT NULL,
  search_text TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_kind INTEGER NOT NULL CHECK (password_kind IN (0,1)),
  password_at INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0,1)),
  created INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_account_by_name ON identity_account (display_key, id);

CREATE TABLE identity_grant (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL REFERENCES identity_account (id),
  role TEXT NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  producer BLOB,
  granted INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX identity_grant_of_place ON identity_grant (account, role, province, commune) WHERE producer IS NULL;
CREATE UNIQUE INDEX identity_grant_of_producer ON identity_grant (account, role, producer) WHERE producer IS NOT NULL;
CREATE INDEX identity_grant_by_role ON identity_grant (role, province);

CREATE TABLE identity_session (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL REFERENCES identity_account (id),
  token_hash BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX identity_session_of_account ON identity_session (account, created);
CREATE INDEX identity_session_by_seen ON identity_session (last_seen);

CREATE TABLE identity_token (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL REFERENCES identity_account (id),
  token_hash BLOB NOT NULL UNIQUE,
  label TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  last_used INTEGER,
  revoked INTEGER
) STRICT;
CREATE INDEX identity_token_of_account ON identity_token (account, created);

CREATE TABLE identity_event (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL REFERENCES identity_account (id),
  at INTEGER NOT NULL,
  actor BLOB,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 9),
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX identity_event_of_account ON identity_event (account, id);

-- Who looked at whose personal data: the register of the Personal Data Protection Law (91/2025/QH15).
CREATE TABLE identity_personal_view (
  id BLOB PRIMARY KEY,
  who BLOB NOT NULL,
  what TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_personal_view_by_time ON identity_personal_view (at);
