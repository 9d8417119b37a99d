-- Withdrawals that are proposed (Decision 26/2026/QĐ-TTg, article 8): one row each, from what was found to the decision. Of one product one
-- is open.
CREATE TABLE withdrawals_proposal (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,              -- '' = unknown
  product BLOB NOT NULL,
  producer BLOB NOT NULL,
  product_name TEXT NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 3 AND 5),
  certificate TEXT NOT NULL,          -- number; '' = a decision on paper
  confirmation BLOB,                  -- that one
  ground TEXT NOT NULL CHECK (ground IN ('false_dossier', 'criteria_not_met', 'breach_of_law', 'misuse_of_mark', 'no_longer_produced',
                                         'conclusion_of_authority')),
  words TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),   -- found, concluded, submitted, withdrawn, dropped
  proposed INTEGER NOT NULL,
  proposed_by BLOB NOT NULL,          -- account
  concluded INTEGER,                  -- a day
  organ TEXT NOT NULL,
  conclusion TEXT NOT NULL,
  concluded_by BLOB,                  -- account
  due INTEGER,                        -- a day: the order of lists
  submission TEXT NOT NULL,
  submitted INTEGER,
  submitted_by BLOB,                  -- account
  decision TEXT NOT NULL,
  decided INTEGER,                    -- a day
  answer TEXT NOT NULL,
  ended INTEGER,
  ended_by BLOB,                      -- account
  told BLOB,                          -- the producer, once it may read this
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((certificate = '') = (confirmation IS NOT NULL)),
  CHECK (state IN (0, 4) OR concluded IS NOT NULL),
  CHECK (state <> 3 OR (decision <> '' AND decided IS NOT NULL)),
  CHECK (state <> 4 OR answer <> '')
) STRICT;
CREATE UNIQUE INDEX withdrawals_proposal_open ON withdrawals_proposal (product) WHERE state < 3;
CREATE INDEX withdrawals_proposal_product ON withdrawals_proposal (product);
CREATE INDEX withdrawals_proposal_province ON withdrawals_proposal (province, state);
CREATE INDEX withdrawals_proposal_commune ON withdrawals_proposal (commune, state);
CREATE INDEX withdrawals_proposal_producer ON withdrawals_proposal (producer);
CREATE INDEX withdrawals_proposal_told ON withdrawals_proposal (told) WHERE told IS NOT NULL;
CREATE INDEX withdrawals_proposal_certificate ON withdrawals_proposal (certificate) WHERE certificate <> '';
