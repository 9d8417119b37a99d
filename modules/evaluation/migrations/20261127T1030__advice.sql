-- What the province's advisory group says of a dossier before its council is named (article 7.3c of Decision 26/2026).
CREATE TABLE evaluation_advice (
  dossier BLOB PRIMARY KEY NOT NULL REFERENCES evaluation_dossier (id),
  words TEXT NOT NULL,
  written_by BLOB NOT NULL,           -- account: who saved it last
  written INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
-- The province's dossiers as a list.
CREATE INDEX evaluation_dossier_forwarded ON evaluation_dossier (province, forwarded_at);
