-- Dossiers and their evaluation (Decision 26/2026/QĐ-TTg, articles 3, 6, 7). Facts of an act are never changed after it.

CREATE TABLE evaluation_dossier (
  id BLOB PRIMARY KEY,
  product BLOB NOT NULL,
  producer BLOB NOT NULL,
  product_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('first', 'upgrade', 'renewal')),
  number TEXT NOT NULL UNIQUE,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  rulebook TEXT NOT NULL,
  product_set TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'scoring', 'closed', 'decided')),
  version INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by BLOB NOT NULL,
  submitted_at INTEGER,
  scoring_at INTEGER,
  closed_at INTEGER,
  decided_at INTEGER,
  standing_until INTEGER,
  return_reason TEXT NOT NULL DEFAULT '',
  chair BLOB,
  settings_valid_from INTEGER,
  council_size_min INTEGER,
  quorum_percent INTEGER,
  spread_limit INTEGER,
  floor_basis TEXT,
  rounding TEXT,
  self_score TEXT,
  CHECK (state = 'draft' OR submitted_at IS NOT NULL),
  CHECK (state IN ('draft', 'submitted') OR (scoring_at IS NOT NULL AND chair IS NOT NULL AND quorum_percent IS NOT NULL)),
  CHECK (state IN ('draft', 'submitted', 'scoring') OR closed_at IS NOT NULL),
  CHECK (state <> 'decided' OR decided_at IS NOT NULL)
) STRICT;
-- One open dossier a product.
CREATE UNIQUE INDEX evaluation_dossier_open ON evaluation_dossier (product) WHERE state <> 'decided';
CREATE INDEX evaluation_dossier_producer ON evaluation_dossier (producer);
CREATE INDEX evaluation_dossier_commune ON evaluation_dossier (commune, state);
CREATE INDEX evaluation_dossier_province ON evaluation_dossier (province, state);
CREATE INDEX evaluation_dossier_chair ON evaluation_dossier (chair);

-- The serial of a dossier's number: kept per commune, anew each year.
CREATE TABLE evaluation_serial (
  commune TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (commune, year)
) STRICT;

-- Seat 0 is the producer's own sheet; 1, 2, … are the council.
CREATE TABLE evaluation_sheet (
  id BLOB PRIMARY KEY,
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id) ON DELETE CASCADE,
  seat INTEGER NOT NULL,
  member BLOB,
  state TEXT NOT NULL CHECK (state IN ('open', 'submitted')),
  version INTEGER NOT NULL,
  knockouts_version INTEGER NOT NULL,
  submitted_at INTEGER,
  reopen_reason TEXT NOT NULL DEFAULT '',
  CHECK ((seat = 0) = (member IS NULL)),
  CHECK (state = 'open' OR submitted_at IS NOT NULL),
  UNIQUE (dossier, seat),
  UNIQUE (dossier, member)
) STRICT;
CREATE INDEX evaluation_sheet_member ON evaluation_sheet (member);

CREATE TABLE evaluation_answer (
  sheet BLOB NOT NULL REFERENCES evaluation_sheet (id) ON DELETE CASCADE,
  criterion TEXT NOT NULL,
  chosen INTEGER NOT NULL CHECK (chosen >= 0),
  note TEXT NOT NULL,
  version INTEGER NOT NULL,
  saved_by BLOB NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (sheet, criterion)
) STRICT;

-- Papers beside a criterion; criterion '' holds the papers of the dossier itself (business registration).
CREATE TABLE evaluation_evidence (
  sheet BLOB NOT NULL REFERENCES evaluation_sheet (id) ON DELETE CASCADE,
  criterion TEXT NOT NULL,
  paper BLOB NOT NULL,
  PRIMARY KEY (sheet, criterion, paper)
) STRICT;

CREATE TABLE evaluation_opinion (
  sheet BLOB NOT NULL REFERENCES evaluation_sheet (id) ON DELETE CASCADE,
  part TEXT NOT NULL,
  words TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (sheet, part)
) STRICT;

CREATE TABLE evaluation_knockout (
  sheet BLOB NOT NULL REFERENCES evaluation_sheet (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (sheet, code)
) STRICT;

-- What was handed in, word for word, each time: append-only. `commitment` = HMAC(salt, canonical) is in the log; erasing row and salt
-- leaves the log sound.
CREATE TABLE evaluation_submission (
  sheet BLOB NOT NULL REFERENCES evaluation_sheet (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  canonical TEXT NOT NULL,
  salt BLOB NOT NULL,
  commitment TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  submitted_by BLOB NOT NULL,
  log_index INTEGER NOT NULL,
  PRIMARY KEY (sheet, ordinal)
) STRICT;

CREATE TABLE evaluation_result (
  dossier BLOB PRIMARY KEY REFERENCES evaluation_dossier (id),
  total_numerator INTEGER NOT NULL,
  total_denominator INTEGER NOT NULL CHECK (total_denominator > 0),
  band INTEGER NOT NULL CHECK (band BETWEEN 1 AND 5),
  stars INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5),
  sheets INTEGER NOT NULL,
  seats INTEGER NOT NULL CHECK (sheets BETWEEN 1 AND seats),
  spread_numerator INTEGER NOT NULL,
  spread_denominator INTEGER NOT NULL CHECK (spread_denominator > 0),
  spread_accepted INTEGER NOT NULL CHECK (spread_accepted IN (0, 1)),
  closed_by BLOB NOT NULL,
  log_index INTEGER NOT NULL
) STRICT;

-- What the Decision leaves to the province, dated.
CREATE TABLE evaluation_setting (
  province TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  council_size_min INTEGER NOT NULL,
  quorum_percent INTEGER NOT NULL,
  spread_limit INTEGER NOT NULL,
  floor_basis TEXT NOT NULL CHECK (floor_basis IN ('mean', 'every_sheet')),
  rounding TEXT NOT NULL CHECK (rounding IN ('cut', 'half_up')),
  self_score TEXT NOT NULL CHECK (self_score IN ('hidden', 'shown')),
  entered_by BLOB NOT NULL,
  entered_at INTEGER NOT NULL,
  PRIMARY KEY (province, valid_from)
) STRICT;

-- A request that is sent twice opens one dossier.
CREATE TABLE evaluation_idempotency (
  account BLOB NOT NULL,
  request_key TEXT NOT NULL,
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (account, request_key)
) STRICT;
