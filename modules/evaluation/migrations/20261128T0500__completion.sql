-- A request for completion (articles 7.2a, 7.3a of Decision 26/2026/QĐ-TTg): what is missing in a dossier, asked of its producer while the
-- dossier stays where it is. Its words are never changed; how it ended is written once.
CREATE TABLE evaluation_completion (
  id BLOB PRIMARY KEY,
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  number INTEGER NOT NULL CHECK (number > 0),
  asked_in TEXT NOT NULL CHECK (asked_in IN ('submitted', 'forwarded')),
  asked_at INTEGER NOT NULL,
  asked_by BLOB NOT NULL,
  words TEXT NOT NULL,
  until INTEGER NOT NULL,
  handed_in TEXT NOT NULL,
  ending TEXT CHECK (ending IN ('answered', 'cancelled')),
  ended_at INTEGER,
  ended_by BLOB,
  answer TEXT NOT NULL DEFAULT '',
  CHECK ((ending IS NULL) = (ended_at IS NULL) AND (ending IS NULL) = (ended_by IS NULL)),
  UNIQUE (dossier, number)
) STRICT;
-- One open request a dossier.
CREATE UNIQUE INDEX evaluation_completion_open ON evaluation_completion (dossier) WHERE ending IS NULL;
CREATE TABLE evaluation_completion_item (
  completion BLOB NOT NULL REFERENCES evaluation_completion (id),
  place INTEGER NOT NULL,
  about TEXT NOT NULL,
  words TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (completion, place),
  UNIQUE (completion, about)
) STRICT;
