-- The advisory group's proposals, criterion by criterion (article 7.3c): with its report, fixed when the council is named.
CREATE TABLE evaluation_proposal (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  criterion TEXT NOT NULL,
  chosen INTEGER NOT NULL CHECK (chosen >= 0),   -- option as printed; 0 = none applies
  PRIMARY KEY (dossier, criterion)
) STRICT;
