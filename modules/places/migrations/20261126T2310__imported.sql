-- What `ocop import places` brings in stands by itself, each row answered for by an entry of the public log; what is taken back stays.
-- Rows of before, which no entry told of, are brought in again from their file: an import of it calls them new.
CREATE TABLE places_imported (
  id BLOB PRIMARY KEY NOT NULL,
  code TEXT NOT NULL,
  effective INTEGER NOT NULL,
  level INTEGER NOT NULL,             -- 0 a province, 1 a commune
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  full_name_en TEXT NOT NULL,
  type INTEGER NOT NULL,
  act TEXT NOT NULL,
  source TEXT NOT NULL,
  imported INTEGER NOT NULL,
  undone INTEGER,
  log_index INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX places_imported_holds ON places_imported (code, effective) WHERE undone IS NULL;
CREATE INDEX places_imported_act ON places_imported (act);
DELETE FROM places_naming WHERE origin = 1;
ALTER TABLE places_naming DROP COLUMN origin;
