-- Decisions on paper that an officer of the province confirmed with their file. A draft may change; what was confirmed is a fact, which a
-- later one may correct. Products: as the paper names them, with their stars.
CREATE TABLE certificates_confirmation (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  number TEXT NOT NULL CHECK (number <> ''),
  decided INTEGER NOT NULL,
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  signer TEXT NOT NULL CHECK (signer <> ''),
  reason TEXT NOT NULL,
  printed TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  corrects BLOB REFERENCES certificates_confirmation (id),
  prepared INTEGER NOT NULL,
  prepared_by BLOB NOT NULL,
  confirmed INTEGER,
  confirmed_by BLOB,
  salt BLOB NOT NULL,
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((confirmed IS NULL) = (confirmed_by IS NULL) AND (confirmed IS NULL) = (log_index < 0)),
  CHECK (confirmed IS NULL OR length(salt) = 32)
) STRICT;
-- One entry is corrected by one: the next correction names that one.
CREATE UNIQUE INDEX certificates_confirmation_corrects ON certificates_confirmation (corrects)
  WHERE corrects IS NOT NULL AND confirmed IS NOT NULL;
CREATE INDEX certificates_confirmation_drafts ON certificates_confirmation (corrects);   -- a draft that is put away
CREATE INDEX certificates_confirmation_prepared ON certificates_confirmation (province, prepared);
CREATE TABLE certificates_confirmed (
  confirmation BLOB NOT NULL REFERENCES certificates_confirmation (id),
  product BLOB NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 3 AND 5),          -- article 4.1: one and two stars have no certificate
  PRIMARY KEY (confirmation, product)
) STRICT;
CREATE INDEX certificates_confirmed_product ON certificates_confirmed (product);
