-- What helpers did for producers: both names of each act. Only added to; `told` says that its members were told.
CREATE TABLE act_on_behalf (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  account BLOB NOT NULL,              -- of the helper
  what TEXT NOT NULL,                 -- "paper.added"
  subject TEXT NOT NULL,              -- what it is called
  at INTEGER NOT NULL,
  told INTEGER NOT NULL CHECK (told IN (0, 1))
) STRICT;
CREATE INDEX act_on_behalf_producer ON act_on_behalf (producer, at);
CREATE INDEX act_on_behalf_untold ON act_on_behalf (told, at) WHERE told = 0;
