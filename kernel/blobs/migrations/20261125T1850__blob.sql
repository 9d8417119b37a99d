-- Files that rows point at. The bytes lie outside these tables: in DATA/blobs beside an embedded database, in blobs_chunk on PostgreSQL.
CREATE TABLE blobs_blob (
  sha256 TEXT PRIMARY KEY NOT NULL,      -- of the bytes, 64 lower-case hexadecimal digits: the same bytes are kept once
  size INTEGER NOT NULL CHECK (size > 0),
  content_type TEXT NOT NULL,            -- as told from the bytes, never as sent
  created INTEGER NOT NULL,
  free_since INTEGER                     -- nobody holds it since then; NULL = held
) STRICT;
CREATE INDEX blobs_blob_free ON blobs_blob (free_since) WHERE free_since IS NOT NULL;

-- Which row needs which file. A file without a row here is collected after a while.
CREATE TABLE blobs_holder (
  owner_kind TEXT NOT NULL,              -- the table of the row: "producers_paper"
  owner BLOB NOT NULL,                   -- its id
  sha256 TEXT NOT NULL REFERENCES blobs_blob (sha256),
  account BLOB NOT NULL,                 -- whose room it takes
  PRIMARY KEY (owner_kind, owner, sha256)
) STRICT;
CREATE INDEX blobs_holder_blob ON blobs_holder (sha256);

-- How much room each takes: the sum over its holders, kept in the same acts, so that two uploads at once cannot both take the last of it.
CREATE TABLE blobs_use (
  account BLOB PRIMARY KEY NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;
