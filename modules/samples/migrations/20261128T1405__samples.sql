-- Samples that go with a dossier (Decision 26/2026/QĐ-TTg, articles 6.2d, 6.3): what an office counted at a step. A new count is a new row.
CREATE TABLE samples_count (
  id BLOB PRIMARY KEY NOT NULL,
  dossier BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step >= 0),   -- commune, sent on, province; 3 is the Ministry's place
  found INTEGER NOT NULL CHECK (found >= 0),
  damaged INTEGER NOT NULL CHECK (damaged BETWEEN 0 AND found),
  due INTEGER NOT NULL CHECK (due > 0),      -- by the product set, on that day
  day INTEGER NOT NULL,
  words TEXT NOT NULL,
  counted INTEGER NOT NULL,
  counted_by BLOB NOT NULL,                  -- account
  CHECK (words <> '' OR (damaged = 0 AND found >= due))
) STRICT;
CREATE INDEX samples_count_dossier ON samples_count (dossier, counted);
INSERT INTO ocop_append_only (name) VALUES ('samples_count');
