-- What producers have against the result or decision on their dossiers, and the terms that a province sets for it.
CREATE TABLE complaints_terms (
  province TEXT NOT NULL,
  valid_from INTEGER NOT NULL,        -- a day
  file_days INTEGER NOT NULL CHECK (file_days > 0),
  answer_days INTEGER NOT NULL CHECK (answer_days > 0),
  basis TEXT NOT NULL CHECK (basis <> ''),   -- number of the province's regulation
  entered INTEGER NOT NULL,
  entered_by BLOB NOT NULL,           -- account
  PRIMARY KEY (province, valid_from)
) STRICT;

CREATE TABLE complaints_complaint (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  product BLOB NOT NULL,
  producer BLOB NOT NULL,
  product_name TEXT NOT NULL,
  dossier BLOB NOT NULL,
  dossier_number TEXT NOT NULL,
  decision TEXT NOT NULL,
  file_by INTEGER NOT NULL,           -- a day
  words TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),   -- filed, received, upheld, rejected, withdrawn
  filed INTEGER NOT NULL,
  filed_by BLOB NOT NULL,             -- account
  answer_days INTEGER NOT NULL,
  basis TEXT NOT NULL,
  received INTEGER,
  received_by BLOB,                   -- account
  due INTEGER,                        -- a day
  follow INTEGER NOT NULL CHECK (follow BETWEEN 0 AND 4), -- none, score again, decide anew, correct the record, other
  answer TEXT NOT NULL,
  ended INTEGER,
  ended_by BLOB,                      -- account
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((state >= 2) = (ended IS NOT NULL)),
  CHECK ((state = 2) = (follow > 0)),
  CHECK (state NOT IN (2, 3) OR (answer <> '' AND received IS NOT NULL))
) STRICT;
-- Of one dossier one is open.
CREATE UNIQUE INDEX complaints_complaint_open ON complaints_complaint (dossier) WHERE state < 2;
CREATE INDEX complaints_complaint_dossier ON complaints_complaint (dossier);
CREATE INDEX complaints_complaint_product ON complaints_complaint (product);
CREATE INDEX complaints_complaint_province ON complaints_complaint (province, state);
CREATE INDEX complaints_complaint_producer ON complaints_complaint (producer, state);
