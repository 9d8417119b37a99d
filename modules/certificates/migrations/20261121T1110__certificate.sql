-- Decisions of the province and the certificates issued on them. Rows are only ever added: a withdrawal is a row of its own,
-- and how a certificate stands today follows from the rows and the day.
CREATE TABLE certificates_decision (
  dossier BLOB PRIMARY KEY NOT NULL,
  product BLOB NOT NULL,
  producer BLOB NOT NULL,
  province TEXT NOT NULL,
  dossier_number TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('recognised', 'not_recognised', 'forwarded_to_ministry')),
  number TEXT NOT NULL CHECK (number <> ''),
  decided INTEGER NOT NULL,
  signer TEXT NOT NULL CHECK (signer <> ''),
  reason TEXT NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5),
  total_numerator INTEGER NOT NULL,
  total_denominator INTEGER NOT NULL CHECK (total_denominator > 0),
  recorded INTEGER NOT NULL,
  recorded_by BLOB NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  CHECK (outcome <> 'recognised' OR stars IN (3, 4)),            -- article 7.3e: the province certifies three and four stars only
  CHECK (outcome <> 'not_recognised' OR reason <> '')
) STRICT;
CREATE INDEX certificates_decision_province ON certificates_decision (province, decided);

-- The last serial given in a province and year. Taken in the transaction of the act: a number that was given is a certificate that is.
CREATE TABLE certificates_serial (
  province TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last BETWEEN 1 AND 999999),
  PRIMARY KEY (province, year)
) STRICT;

CREATE TABLE certificates_certificate (
  id BLOB PRIMARY KEY NOT NULL,
  dossier BLOB NOT NULL UNIQUE REFERENCES certificates_decision (dossier),
  product BLOB NOT NULL,
  producer BLOB NOT NULL,
  province TEXT NOT NULL,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL CHECK (serial > 0),
  number TEXT NOT NULL UNIQUE,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 3 AND 5),          -- article 4.1: one and two stars have no certificate
  decision_number TEXT NOT NULL,
  decided INTEGER NOT NULL,
  signer TEXT NOT NULL,
  issued INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  rulebook TEXT NOT NULL,
  product_set TEXT NOT NULL,
  product_group TEXT NOT NULL,
  product_name TEXT NOT NULL,
  producer_name TEXT NOT NULL,
  place TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  recorded INTEGER NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  UNIQUE (province, year, serial),
  CHECK (issued >= decided AND valid_until > issued)
) STRICT;
CREATE INDEX certificates_certificate_product ON certificates_certificate (product);
CREATE INDEX certificates_certificate_issued ON certificates_certificate (issued, number);

CREATE TABLE certificates_withdrawal (
  certificate BLOB PRIMARY KEY NOT NULL REFERENCES certificates_certificate (id),
  ground TEXT NOT NULL CHECK (ground IN ('false_dossier', 'criteria_not_met', 'breach_of_law', 'misuse_of_mark', 'no_longer_produced',
                                         'conclusion_of_authority')),
  decision_number TEXT NOT NULL CHECK (decision_number <> ''),
  concluded INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  signer TEXT NOT NULL CHECK (signer <> ''),
  note TEXT NOT NULL,
  recorded INTEGER NOT NULL,
  recorded_by BLOB NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  CHECK (decided >= concluded)
) STRICT;
