-- The commune's step (Decision 26/2026/QĐ-TTg, articles 7.1, 7.2): a dossier that was handed in is with its commune, until that forwards it
-- with its report to the province. `state` cannot learn a new word where a table's check lists them (SQLite), so that a forwarded dossier is
-- one that was submitted and has the day it was forwarded; dossiers of before, already with a council, have none.
ALTER TABLE evaluation_dossier ADD COLUMN forwarded_at INTEGER CHECK (forwarded_at IS NULL OR state <> 'draft');
ALTER TABLE evaluation_dossier ADD COLUMN returned_from TEXT CHECK (returned_from IN ('submitted', 'forwarded'));

-- Form 03. One row each time a dossier is handed in; open until it is forwarded. `version` never goes back, from one row to the next either.
CREATE TABLE evaluation_commune_report (
  id BLOB PRIMARY KEY,
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  version INTEGER NOT NULL,
  materials TEXT NOT NULL,
  labour TEXT NOT NULL,
  idea TEXT NOT NULL,
  identity TEXT NOT NULL,
  saved_by BLOB,
  saved_at INTEGER,
  forwarded_at INTEGER,
  CHECK (forwarded_at IS NULL OR (saved_by IS NOT NULL AND saved_at IS NOT NULL)),
  UNIQUE (dossier, ordinal)
) STRICT;
-- What waited for the province before communes had their step waits for its commune now.
INSERT INTO evaluation_commune_report (id, dossier, ordinal, version, materials, labour, idea, identity)
  SELECT id, id, 1, 1, '', '', '', '' FROM evaluation_dossier WHERE state = 'submitted';
