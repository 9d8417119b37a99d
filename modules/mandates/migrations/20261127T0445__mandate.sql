-- A producer lets somebody act for it: which tasks, until when, and the record of its consent. The row stays when the mandate ended.
CREATE TABLE mandates_mandate (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  account BLOB,                       -- the helper; NULL until an invitation is accepted
  invitation BLOB UNIQUE,             -- SHA-256 of the link's key; NULL where a login was named
  tasks INTEGER NOT NULL,             -- bits of kernel/access, Task
  until INTEGER NOT NULL,
  channel INTEGER NOT NULL CHECK (channel IN (0, 1)),      -- in the program, on paper
  paper TEXT NOT NULL,                -- of a consent on paper: its number and day, and where the office keeps it
  consent_text INTEGER NOT NULL,      -- which version of the text was agreed to
  consented_by BLOB NOT NULL,         -- account: the member, or the officer who has the paper
  consented INTEGER NOT NULL,
  accepted INTEGER,
  ended INTEGER,
  ended_by BLOB,                      -- account
  version INTEGER NOT NULL,
  CHECK ((ended IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE INDEX mandates_mandate_producer ON mandates_mandate (producer, consented);
CREATE INDEX mandates_mandate_account ON mandates_mandate (account, consented);
