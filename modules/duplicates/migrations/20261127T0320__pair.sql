-- Two products that may be one, as they were compared last, and what a person answered. An answer stays: a pair is never proposed again.
CREATE TABLE duplicates_pair (
  id BLOB PRIMARY KEY NOT NULL,
  a BLOB NOT NULL,                       -- products; a stands before b
  b BLOB NOT NULL,
  province TEXT NOT NULL,
  name TEXT NOT NULL,                    -- what the list shows of them
  other_name TEXT NOT NULL,
  weight INTEGER NOT NULL,               -- thousandths of a bit: the sum of the evidence
  evidence TEXT NOT NULL,                -- "name same 9618": a field, how it agrees, its weight, a line each
  found INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('none', 'one', 'two')),   -- one product, two products
  answered INTEGER,
  answered_by BLOB,
  version INTEGER NOT NULL,
  UNIQUE (a, b),
  CHECK ((answer = 'none') = (answered IS NULL) AND (answered IS NULL) = (answered_by IS NULL))
) STRICT;
CREATE INDEX duplicates_pair_waiting ON duplicates_pair (province, weight) WHERE answer = 'none';
