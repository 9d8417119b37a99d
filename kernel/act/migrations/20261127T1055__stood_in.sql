-- What somebody did in an officer's place: both names of each act. Only added to.
CREATE TABLE act_stood_in (
  id BLOB PRIMARY KEY NOT NULL,
  account BLOB NOT NULL,              -- who did it
  stands_for BLOB NOT NULL,           -- account: whose office it is
  what TEXT NOT NULL,                 -- "dossier.forwarded"
  subject TEXT NOT NULL,              -- what it is called
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX act_stood_in_of ON act_stood_in (stands_for, account, at);
CREATE INDEX act_stood_in_by ON act_stood_in (account, at);
INSERT INTO ocop_append_only (name) VALUES ('act_stood_in');
