-- What the rows behind an entry held when its act ended (kernel/tlog/seal.h). The entry carries the SHA-256 of the text.
CREATE TABLE tlog_seal (
  position INTEGER PRIMARY KEY CHECK (position >= 0),         -- of the entry
  seal TEXT NOT NULL
) STRICT;
INSERT INTO ocop_append_only (name) VALUES ('tlog_seal');
