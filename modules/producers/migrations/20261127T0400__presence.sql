-- Producers that registered themselves: listed (0) for everybody, or waiting (1) for their commune and seen by nobody else.
ALTER TABLE producers_producer ADD COLUMN presence INTEGER NOT NULL DEFAULT 0 CHECK (presence IN (0, 1));
-- What a producer was called and was before its legal form changed (a household that became a company): it is the same producer.
CREATE TABLE producers_former (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL REFERENCES producers_producer (id),
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  until INTEGER NOT NULL              -- day from which it is called otherwise
) STRICT;
CREATE INDEX producers_former_producer ON producers_former (producer, until);
