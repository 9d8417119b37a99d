-- What GS1 gave producers. A change is another row; what was ended stays, because goods go on bearing numbers under it.
CREATE TABLE numbers_licence (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  prefix TEXT NOT NULL,                -- 4 to 12 digits, or empty
  gln TEXT NOT NULL,                   -- 13 digits, or empty
  first INTEGER NOT NULL,              -- item from which on numbers are given
  set_by BLOB NOT NULL,                -- account of this program
  set_at INTEGER NOT NULL,
  ended INTEGER,
  ended_by BLOB,
  UNIQUE (producer, sequence),
  CHECK (prefix <> '' OR gln <> ''),
  CHECK ((ended IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX numbers_licence_prefix ON numbers_licence (prefix) WHERE ended IS NULL AND prefix <> '';

-- Numbers that were given under a prefix. None is ever given again.
CREATE TABLE numbers_given (
  gtin TEXT PRIMARY KEY NOT NULL,      -- 14 digits
  producer BLOB NOT NULL,
  product BLOB NOT NULL,
  item INTEGER NOT NULL,               -- the number under the prefix
  given INTEGER NOT NULL,
  given_by BLOB NOT NULL               -- account of this program
) STRICT;
CREATE INDEX numbers_given_producer ON numbers_given (producer, given);
INSERT INTO ocop_append_only (name) VALUES ('numbers_given');
