-- Passkeys (WebAuthn). Public keys: they are no secret.
CREATE TABLE factors_passkey (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  credential BLOB NOT NULL UNIQUE,
  public_key BLOB NOT NULL,
  counter INTEGER NOT NULL,
  label TEXT NOT NULL,
  added INTEGER NOT NULL,
  used INTEGER
) STRICT;
CREATE INDEX factors_passkey_of_account ON factors_passkey (account, added);

-- Challenges that were answered, until they are too old to be answered again: each is good once.
CREATE TABLE factors_answered (
  digest BLOB PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX factors_answered_by_time ON factors_answered (at);
