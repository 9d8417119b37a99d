-- A colleague acts in an officer's role and place from a day to a day. The row stays when it is over.
CREATE TABLE offices_delegation (
  id BLOB PRIMARY KEY NOT NULL,
  role TEXT NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  giver BLOB NOT NULL,                -- account: whose office it is
  account BLOB NOT NULL,              -- who stands in
  starts INTEGER NOT NULL,
  until INTEGER NOT NULL,
  given INTEGER NOT NULL,
  ended INTEGER,                      -- before its day
  ended_by BLOB,                      -- account
  version INTEGER NOT NULL,
  CHECK ((ended IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE INDEX offices_delegation_giver ON offices_delegation (giver, given);
CREATE INDEX offices_delegation_account ON offices_delegation (account, given);
