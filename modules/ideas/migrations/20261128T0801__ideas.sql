-- What a commune knows of that may become a product of the programme, and what became of it. `results_before` is the round of article 5.1
-- that the target day comes into: kept, so that lists count by it. Given up: no person is in the row any more.
CREATE TABLE ideas_idea (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  producer BLOB,
  maker TEXT NOT NULL,                  -- who makes it, while no producer is registered
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
  name TEXT NOT NULL CHECK (name <> ''),
  material TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  product_set TEXT NOT NULL,            -- "QD26-13", or empty
  target INTEGER,                       -- the day on which the commune means to propose it
  results_before INTEGER,
  mentor TEXT NOT NULL,
  sample TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
  ground INTEGER CHECK (ground BETWEEN 0 AND 3),
  product BLOB,                         -- the id that it has once its commune has confirmed it
  dossier BLOB,
  entered INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  changed_by BLOB,
  version INTEGER NOT NULL,
  CHECK ((target IS NULL) = (results_before IS NULL)),
  CHECK ((state = 3) = (dossier IS NOT NULL)),
  CHECK ((state = 4) = (ground IS NOT NULL)),
  CHECK (state <> 4 OR (producer IS NULL AND maker = '' AND mentor = '' AND knowledge = '' AND sample = '' AND changed_by IS NULL))
) STRICT;
CREATE INDEX ideas_idea_commune ON ideas_idea (commune, state);
CREATE INDEX ideas_idea_province ON ideas_idea (province, state);
CREATE INDEX ideas_idea_producer ON ideas_idea (producer);

CREATE TABLE ideas_step (
  id BLOB PRIMARY KEY NOT NULL,
  idea BLOB NOT NULL REFERENCES ideas_idea (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (words <> ''),
  due INTEGER NOT NULL,
  done INTEGER
) STRICT;
CREATE INDEX ideas_step_idea ON ideas_step (idea, due);
