-- When a dossier came back to its producer (articles 7.2, 7.3a): the days that it then waits for its maker are no office's. Returns of before
-- are in the public log alone; of such a dossier these days are not told.
CREATE TABLE evaluation_return (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id) ON DELETE CASCADE,
  returned INTEGER NOT NULL,
  PRIMARY KEY (dossier, returned)
) STRICT;
