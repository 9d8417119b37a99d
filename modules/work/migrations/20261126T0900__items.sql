-- Whose turn it is: one row for each thing and each of those who may see it, written anew by the act that changes the thing. It holds no
-- fact of the thing: what is shown is read from the module that has it.
CREATE TABLE work_item (
  id BLOB PRIMARY KEY,
  source TEXT NOT NULL,                 -- the module that has the thing: "evaluation"
  thing BLOB NOT NULL,
  province TEXT,
  commune TEXT,
  producer BLOB,
  account BLOB,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'others', 'done')),
  due INTEGER,
  since INTEGER NOT NULL,
  CHECK ((CASE WHEN province IS NULL THEN 0 ELSE 1 END) + (CASE WHEN commune IS NULL THEN 0 ELSE 1 END)
       + (CASE WHEN producer IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account IS NULL THEN 0 ELSE 1 END) = 1)
) STRICT;
CREATE INDEX work_item_thing ON work_item (source, thing);
CREATE INDEX work_item_province ON work_item (province, state) WHERE province IS NOT NULL;
CREATE INDEX work_item_commune ON work_item (commune, state) WHERE commune IS NOT NULL;
CREATE INDEX work_item_producer ON work_item (producer, state) WHERE producer IS NOT NULL;
CREATE INDEX work_item_account ON work_item (account, state) WHERE account IS NOT NULL;
