-- What a producer plans for a star: what options take by its own estimate, and the steps of a plan as they were on the day it was made.
CREATE TABLE ladders_price (
  product BLOB NOT NULL,
  rulebook TEXT NOT NULL,
  product_set TEXT NOT NULL,
  criterion TEXT NOT NULL,
  option INTEGER NOT NULL,             -- from 1, in printed order
  money INTEGER NOT NULL,              -- đồng
  months INTEGER NOT NULL,
  set_by BLOB NOT NULL,                -- account
  set_at INTEGER NOT NULL,
  PRIMARY KEY (product, rulebook, product_set, criterion, option)
) STRICT;

CREATE TABLE ladders_plan (
  id BLOB PRIMARY KEY NOT NULL,
  dossier BLOB NOT NULL UNIQUE,        -- whose answers it begins with
  product BLOB NOT NULL,
  number TEXT NOT NULL,                -- of the dossier
  rulebook TEXT NOT NULL,
  product_set TEXT NOT NULL,
  target INTEGER NOT NULL,
  points INTEGER NOT NULL,             -- of the answers on that day
  reached INTEGER NOT NULL,            -- stars of them
  owner TEXT NOT NULL,                 -- who sees to it; '' = not said
  starts INTEGER NOT NULL,
  saved_by BLOB NOT NULL,              -- account
  saved INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX ladders_plan_product ON ladders_plan (product, saved);

CREATE TABLE ladders_step (
  plan BLOB NOT NULL REFERENCES ladders_plan (id),
  place INTEGER NOT NULL,              -- from 0, in the order of doing
  criterion TEXT NOT NULL,
  from_option INTEGER NOT NULL,        -- 0 = unticked
  to_option INTEGER NOT NULL,
  points INTEGER NOT NULL,             -- gained
  for_floor INTEGER NOT NULL CHECK (for_floor IN (0, 1)),
  money INTEGER NOT NULL,
  months INTEGER NOT NULL,
  total INTEGER NOT NULL,              -- points after it
  stars INTEGER NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (plan, place)
) STRICT;
