-- Who said that he has a conflict of interest, and who sits there instead (the province's regulation; article 7.3b names the council alone).
-- Both append-only. A seat that was given up keeps its number: a stand-in gets the next.
ALTER TABLE evaluation_sheet ADD COLUMN set_aside INTEGER;   -- instant; the sheet counts no more
CREATE TABLE evaluation_conflict (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  seat INTEGER NOT NULL,
  member BLOB NOT NULL,                -- account: whose seat it was
  ground TEXT NOT NULL,
  declared INTEGER NOT NULL,
  salt BLOB NOT NULL,
  commitment TEXT NOT NULL,            -- HMAC(salt, ground), in the log
  log_index INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (dossier, seat)
) STRICT;
CREATE INDEX evaluation_conflict_member ON evaluation_conflict (member);
CREATE TABLE evaluation_stand_in (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  instead INTEGER NOT NULL,            -- the seat that was given up
  seat INTEGER NOT NULL,
  named_by BLOB NOT NULL,              -- account: the chair
  named INTEGER NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (dossier, instead)
) STRICT;
INSERT INTO ocop_append_only (name) VALUES ('evaluation_conflict'), ('evaluation_stand_in');
