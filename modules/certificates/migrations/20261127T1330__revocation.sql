-- Withdrawals of confirmed decisions: of all products of one, or of some. A draft may be put away; what was entered is a fact. Without a
-- withdrawing decision (it should never have been confirmed) its number, day, organ and signer are empty. The file need not be there.
CREATE TABLE certificates_revocation (
  id BLOB PRIMARY KEY NOT NULL,
  confirmation BLOB NOT NULL REFERENCES certificates_confirmation (id),
  ground TEXT NOT NULL CHECK (ground IN ('by_decision', 'in_error')),
  number TEXT NOT NULL,
  decided INTEGER,
  issuer TEXT NOT NULL,
  signer TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)),
  bytes INTEGER NOT NULL CHECK ((bytes > 0) = (sha256 <> '')),
  prepared INTEGER NOT NULL,
  prepared_by BLOB NOT NULL,
  entered INTEGER,
  entered_by BLOB,
  salt BLOB NOT NULL,
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((ground = 'by_decision') = (number <> '') AND (number <> '') = (decided IS NOT NULL)),
  CHECK ((entered IS NULL) = (entered_by IS NULL) AND (entered IS NULL) = (log_index < 0)),
  CHECK (entered IS NULL OR length(salt) = 32)
) STRICT;
CREATE INDEX certificates_revocation_confirmation ON certificates_revocation (confirmation);
-- One is looked at before the next is prepared.
CREATE UNIQUE INDEX certificates_revocation_draft ON certificates_revocation (confirmation) WHERE entered IS NULL;
CREATE TABLE certificates_revoked (
  revocation BLOB NOT NULL REFERENCES certificates_revocation (id),
  product BLOB NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 3 AND 5),          -- that it had by the confirmed decision
  PRIMARY KEY (revocation, product)
) STRICT;
