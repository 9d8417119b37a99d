-- Breaches of personal data: what was found, what was done, whether the authority was told in time. No names of those concerned.
CREATE TABLE privacy_breach (
  id BLOB PRIMARY KEY NOT NULL,
  found INTEGER NOT NULL,                -- from here the 72 hours run
  found_by TEXT NOT NULL,                -- an office or a role, and how
  what TEXT NOT NULL CHECK (what <> ''),
  data TEXT NOT NULL CHECK (data <> ''), -- which kinds
  people INTEGER CHECK (people >= 0),    -- how many are concerned; NULL = not known yet
  done TEXT NOT NULL,                    -- what was done about it
  recorded INTEGER NOT NULL,
  recorded_by BLOB NOT NULL,
  changed_by BLOB NOT NULL,
  notified INTEGER,                      -- when the authority was told
  reference TEXT NOT NULL,               -- the number of that letter
  told TEXT NOT NULL,                    -- how those concerned were told; may be empty
  closed INTEGER,
  outcome TEXT NOT NULL,
  without TEXT NOT NULL,                 -- why nobody had to be told, where nobody was
  version INTEGER NOT NULL,
  CHECK ((notified IS NULL) = (reference = '')),
  CHECK ((closed IS NULL) = (outcome = '')),
  CHECK (closed IS NULL OR (notified IS NULL) = (without <> ''))
) STRICT;
CREATE INDEX privacy_breach_found ON privacy_breach (found);
