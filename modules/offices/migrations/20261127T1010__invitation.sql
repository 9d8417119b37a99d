-- Somebody is invited by letter to an official's role. The row stays when it was used, withdrawn or is over; the address does not.
CREATE TABLE offices_invitation (
  id BLOB PRIMARY KEY NOT NULL,
  address TEXT NOT NULL,              -- where the letter went; empty once it is accepted, withdrawn, or long over
  role TEXT NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  link_key BLOB NOT NULL UNIQUE,      -- SHA-256 of the link's key
  invited_by BLOB NOT NULL,           -- account: the administrator
  invited INTEGER NOT NULL,
  account BLOB,                       -- who accepted it
  accepted INTEGER,
  withdrawn INTEGER,
  withdrawn_by BLOB,                  -- account
  version INTEGER NOT NULL,
  CHECK ((accepted IS NULL) = (account IS NULL)),
  CHECK ((withdrawn IS NULL) = (withdrawn_by IS NULL)),
  CHECK (accepted IS NULL OR withdrawn IS NULL)
) STRICT;
CREATE INDEX offices_invitation_by_time ON offices_invitation (invited, id);
