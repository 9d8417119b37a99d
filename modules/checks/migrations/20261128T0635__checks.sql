-- Checks of products after their recognition (Decision 26/2026/QĐ-TTg, article 9).
CREATE TABLE checks_plan (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  title TEXT NOT NULL,
  first INTEGER NOT NULL,             -- days
  last INTEGER NOT NULL,
  who TEXT NOT NULL,                  -- which departments go together
  size INTEGER NOT NULL CHECK (size > 0),
  seed TEXT NOT NULL,
  drawn_from TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 1),   -- draft, issued
  made INTEGER NOT NULL,
  made_by BLOB NOT NULL,              -- account
  issued INTEGER,
  issued_by BLOB,                     -- account
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK (last >= first),
  CHECK ((state = 1) = (issued IS NOT NULL))
) STRICT;
CREATE INDEX checks_plan_province ON checks_plan (province, first);

CREATE TABLE checks_sample (
  plan BLOB NOT NULL REFERENCES checks_plan (id),
  product BLOB NOT NULL,
  product_name TEXT NOT NULL,
  commune TEXT NOT NULL,
  place INTEGER NOT NULL,             -- in the order of the proposal
  reasons INTEGER NOT NULL,           -- a bit each: types.h, Reason
  taken INTEGER NOT NULL CHECK (taken BETWEEN 0 AND 1),
  PRIMARY KEY (plan, product)
) STRICT;
CREATE INDEX checks_sample_product ON checks_sample (product);

CREATE TABLE checks_check (
  id BLOB PRIMARY KEY NOT NULL,
  plan BLOB REFERENCES checks_plan (id),
  province TEXT NOT NULL,
  commune TEXT NOT NULL,              -- '' = unknown
  product BLOB NOT NULL,
  producer BLOB NOT NULL,
  product_name TEXT NOT NULL,
  code TEXT NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 3 AND 5),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),     -- periodic, surprise
  day INTEGER NOT NULL,
  inspectors TEXT NOT NULL,
  reason TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7),   -- planned, visited, mending, handed in, kept, mended, not met, cancelled
  mend_by INTEGER,                    -- a day
  mend TEXT NOT NULL,
  evidence TEXT NOT NULL,
  handed_in INTEGER,
  handed_in_by BLOB,                  -- account
  conclusion TEXT NOT NULL,
  ended INTEGER,
  ended_by BLOB,                      -- account
  proposal BLOB,                      -- withdrawals_proposal.id
  told BLOB,                          -- the producer, once it may read this
  made INTEGER NOT NULL,
  made_by BLOB NOT NULL,              -- account
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((state >= 4) = (ended IS NOT NULL)),
  CHECK (state <> 2 OR mend_by IS NOT NULL)
) STRICT;
-- Of one product one check is under way.
CREATE UNIQUE INDEX checks_check_open ON checks_check (product) WHERE state < 4;
CREATE INDEX checks_check_product ON checks_check (product, state);
CREATE INDEX checks_check_province ON checks_check (province, state, day);
CREATE INDEX checks_check_commune ON checks_check (commune, state);
CREATE INDEX checks_check_producer ON checks_check (producer);
CREATE INDEX checks_check_told ON checks_check (told) WHERE told IS NOT NULL;
CREATE INDEX checks_check_plan ON checks_check (plan) WHERE plan IS NOT NULL;

CREATE TABLE checks_finding (
  of_check BLOB NOT NULL REFERENCES checks_check (id),
  matter INTEGER NOT NULL CHECK (matter BETWEEN 0 AND 2),   -- criterion, mark, advertising
  criterion TEXT NOT NULL,
  verdict INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 1), -- kept, not kept
  words TEXT NOT NULL,
  noted INTEGER NOT NULL,
  noted_by BLOB NOT NULL,             -- account
  PRIMARY KEY (of_check, matter, criterion),
  CHECK ((matter = 0) = (criterion <> '')),
  CHECK (verdict = 0 OR words <> '')
) STRICT;
