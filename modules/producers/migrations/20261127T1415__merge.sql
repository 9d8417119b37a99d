-- A maker that is in the register twice: a person found one record to be the other (decision 125). The record keeps its row, papers,
-- dossiers and certificates and leads to the real one; taking that back is forgetting where it leads. No record leads to one that leads on.
CREATE TABLE producers_merge (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  producer BLOB NOT NULL REFERENCES producers_producer (id),
  target BLOB NOT NULL REFERENCES producers_producer (id),
  merged INTEGER NOT NULL,
  merged_by BLOB NOT NULL,
  undone INTEGER,
  undone_by BLOB,
  log_index INTEGER NOT NULL,
  CHECK (producer <> target),
  CHECK ((undone IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX producers_merge_holds ON producers_merge (producer) WHERE undone IS NULL;
CREATE INDEX producers_merge_producer ON producers_merge (producer);
CREATE INDEX producers_merge_target ON producers_merge (target);
