-- The site visit of the advisory group (Decision 26/2026/QĐ-TTg, article 7.3c; for a renewal article 7.6c).
CREATE TABLE visits_visit (
  id BLOB PRIMARY KEY NOT NULL,
  dossier BLOB NOT NULL,
  province TEXT NOT NULL,
  number TEXT NOT NULL,               -- the dossier's
  product_name TEXT NOT NULL,
  day INTEGER NOT NULL,               -- planned
  going TEXT NOT NULL,                -- fields or departments, not persons
  planned INTEGER NOT NULL,
  planned_by BLOB NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),   -- planned, made, called off
  ended INTEGER,                      -- when the first note was made, or it was called off
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((state = 0) = (ended IS NULL))
) STRICT;
CREATE INDEX visits_visit_dossier ON visits_visit (dossier, day);
CREATE INDEX visits_visit_ended ON visits_visit (ended) WHERE ended IS NOT NULL;

-- What was seen. Never changed: a correction is a new note. The place alone may go (it may be somebody's home).
CREATE TABLE visits_note (
  id BLOB PRIMARY KEY NOT NULL,
  visit BLOB NOT NULL REFERENCES visits_visit (id),
  words TEXT NOT NULL CHECK (words <> ''),
  tests TEXT NOT NULL,                -- extra tests asked for; empty = none
  latitude INTEGER,                   -- ten-thousandths of a degree, as agreed to
  longitude INTEGER,
  seen INTEGER NOT NULL,              -- when it was written down, maybe without a network
  written INTEGER NOT NULL,           -- when it came in
  written_by BLOB NOT NULL,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX visits_note_visit ON visits_note (visit, seen);
CREATE TABLE visits_remark (
  note BLOB NOT NULL REFERENCES visits_note (id),
  criterion TEXT NOT NULL,
  words TEXT NOT NULL CHECK (words <> ''),
  PRIMARY KEY (note, criterion)
) STRICT;

-- Drawn again (kernel/images); the bytes are in kernel/blobs, held by the row.
CREATE TABLE visits_photo (
  id BLOB PRIMARY KEY NOT NULL,
  visit BLOB NOT NULL REFERENCES visits_visit (id),
  sha256 TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  added INTEGER NOT NULL,
  added_by BLOB NOT NULL
) STRICT;
CREATE INDEX visits_photo_visit ON visits_photo (visit, added);
