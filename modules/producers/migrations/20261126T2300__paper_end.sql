-- A paper that was replaced or removed after it was handed in: its row stays as it was, because the dossiers that hold it do. One that was
-- never handed in is gone instead.
CREATE TABLE producers_paper_end (
  paper BLOB PRIMARY KEY NOT NULL REFERENCES producers_paper (id),
  replaced_by BLOB REFERENCES producers_paper (id),   -- NULL = removed
  ended_by BLOB NOT NULL,             -- account
  ended_at INTEGER NOT NULL,
  CHECK (replaced_by IS NULL OR replaced_by <> paper)
) STRICT;
CREATE INDEX producers_paper_end_replaced_by ON producers_paper_end (replaced_by);
