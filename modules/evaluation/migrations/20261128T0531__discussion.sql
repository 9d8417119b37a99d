-- What the council said in its meeting (article 7.3d): the chair's words, of the whole or with a sheet that is opened again. Append-only.
-- `commitment` = HMAC(salt, words) is in the log.
CREATE TABLE evaluation_discussion (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  ordinal INTEGER NOT NULL,
  seat INTEGER,                        -- whose sheet was opened with it
  opened INTEGER NOT NULL,             -- which version of that sheet; 0 = none
  words TEXT NOT NULL,
  written_by BLOB NOT NULL,            -- account: the chair
  written INTEGER NOT NULL,
  salt BLOB NOT NULL,
  commitment TEXT NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (dossier, ordinal),
  CHECK ((seat IS NULL) = (opened = 0))
) STRICT;
INSERT INTO ocop_append_only (name) VALUES ('evaluation_discussion');
