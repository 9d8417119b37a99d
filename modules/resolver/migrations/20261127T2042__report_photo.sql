-- Photos that a visitor sends with a report; the bytes are in kernel/blobs, held by the row.
CREATE TABLE resolver_photo (
  id BLOB PRIMARY KEY NOT NULL,
  report BLOB NOT NULL REFERENCES resolver_report (id),
  place INTEGER NOT NULL CHECK (place >= 0),
  sha256 TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  UNIQUE (report, place)
) STRICT;
CREATE INDEX resolver_report_closed ON resolver_report (closed) WHERE closed IS NOT NULL;
