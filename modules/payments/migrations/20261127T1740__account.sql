-- Where producers are paid. A change is another row; what was ended stays, because orders were paid to it and because whoever turns an
-- account towards himself must be found.
CREATE TABLE payments_account (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  bin TEXT NOT NULL,                   -- six digits of the bank
  number TEXT NOT NULL,
  holder TEXT NOT NULL,
  set_by BLOB NOT NULL,                -- account of this program
  set_at INTEGER NOT NULL,
  ended INTEGER,
  ended_by BLOB,
  UNIQUE (producer, sequence),
  CHECK ((ended IS NULL) = (ended_by IS NULL))
) STRICT;
