-- Signed decisions of the province, each on one dossier or on many. A draft may change; what was recorded is a fact. `whole`: the first
-- part of the same decision that was recorded, itself for the first; empty in a draft, as number, day and signer are.
CREATE TABLE certificates_ruling (
  id BLOB PRIMARY KEY NOT NULL,
  whole BLOB,
  province TEXT NOT NULL,
  number TEXT NOT NULL,
  decided INTEGER,
  signer TEXT NOT NULL,
  minutes TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)),
  bytes INTEGER NOT NULL CHECK ((bytes > 0) = (sha256 <> '')),
  signature TEXT NOT NULL CHECK (signature IN ('valid', 'unknown', 'none')),   -- one that is broken is refused
  fault TEXT NOT NULL,
  signed_by TEXT NOT NULL,
  signed_at INTEGER,
  prepared INTEGER NOT NULL,
  prepared_by BLOB NOT NULL,
  recorded INTEGER,
  recorded_by BLOB,
  salt BLOB NOT NULL,
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((recorded IS NULL) = (recorded_by IS NULL) AND (recorded IS NULL) = (log_index < 0) AND (recorded IS NULL) = (whole IS NULL)),
  CHECK (recorded IS NULL OR (number <> '' AND decided IS NOT NULL AND signer <> '' AND length(salt) = 32)),
  CHECK (sha256 <> '' OR signature = 'none')
) STRICT;
CREATE INDEX certificates_ruling_prepared ON certificates_ruling (province, prepared);
CREATE INDEX certificates_ruling_whole ON certificates_ruling (whole);

-- What it says of each dossier, as it was prepared: with the dossier's version, so that a paper that was signed on another result is told.
CREATE TABLE certificates_ruled (
  ruling BLOB NOT NULL REFERENCES certificates_ruling (id),
  dossier BLOB NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('recognised', 'not_recognised', 'forwarded_to_ministry')),
  reason TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (ruling, dossier)
) STRICT;
CREATE INDEX certificates_ruled_dossier ON certificates_ruled (dossier);

-- A number belongs to one decision of a province in a year: the first part that was recorded of it. `number`: with both, folded, as it is
-- compared: "68/2026/3981-qd-ubnd".
CREATE TABLE certificates_number (
  number TEXT PRIMARY KEY NOT NULL CHECK (number <> ''),
  province TEXT NOT NULL,
  ruling BLOB NOT NULL
) STRICT;
INSERT INTO ocop_append_only (name) VALUES ('certificates_number');
