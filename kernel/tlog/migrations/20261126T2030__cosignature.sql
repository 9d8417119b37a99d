-- What witnesses answered: signature lines beside those of the log's own key (C2SP tlog-cosignature). signer and witness = their keys in
-- one line (name+id+key).
CREATE TABLE tlog_cosignature (
  size INTEGER NOT NULL CHECK (size >= 0),
  signer TEXT NOT NULL,
  witness TEXT NOT NULL,
  line TEXT NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY (size, signer, witness)
) STRICT;
CREATE INDEX tlog_cosignature_by_witness ON tlog_cosignature (witness, size);
INSERT INTO ocop_append_only (name) VALUES ('tlog_cosignature');
