-- A slip in the producer's form that an officer corrected under the own name: what it was, what it is, who, when and why. Append-only.
CREATE TABLE evaluation_correction (
  id BLOB PRIMARY KEY,
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  field TEXT NOT NULL CHECK (field IN ('product_name', 'note')),
  criterion TEXT NOT NULL CHECK ((field = 'note') = (criterion <> '')),
  earlier TEXT NOT NULL,
  later TEXT NOT NULL,
  why TEXT NOT NULL,
  corrected_by BLOB NOT NULL,
  corrected_at INTEGER NOT NULL
) STRICT;
CREATE INDEX evaluation_correction_dossier ON evaluation_correction (dossier);
