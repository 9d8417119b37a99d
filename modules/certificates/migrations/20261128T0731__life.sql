-- Which notice of a coming end a product's makers were sent last: of each end one row, so that none is sent twice.
CREATE TABLE certificates_renewal_told (
  product BLOB NOT NULL,
  valid_until INTEGER NOT NULL,
  days INTEGER NOT NULL CHECK (days > 0),     -- before the end: 200, 180, 150, 125
  told INTEGER NOT NULL,
  PRIMARY KEY (product, valid_until)
) STRICT;
-- Recognitions whose renewal is under way, as the log says: a copy by which the list of certificates is narrowed.
CREATE TABLE certificates_extended (
  product BLOB NOT NULL,
  valid_until INTEGER NOT NULL,
  PRIMARY KEY (product, valid_until)
) STRICT;
-- Each A4 that was printed. A copy says what the log said up to the entry `as_of`; who prints the same again on the same day gets the same.
CREATE TABLE certificates_copy (
  id BLOB PRIMARY KEY NOT NULL,
  product BLOB NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),           -- of the product's copies, from 1 without gap
  certificate TEXT NOT NULL REFERENCES certificates_certificate (number),
  province TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  printed INTEGER NOT NULL,
  printed_on INTEGER NOT NULL,                          -- the legal day
  printer TEXT NOT NULL CHECK (printer IN ('office', 'maker', 'account', 'visitor')),
  printed_by BLOB,
  prints INTEGER NOT NULL CHECK (prints > 0),
  CHECK ((printed_by IS NULL) = (printer = 'visitor'))
) STRICT;
CREATE UNIQUE INDEX certificates_copy_number ON certificates_copy (product, number);
CREATE INDEX certificates_copy_day ON certificates_copy (certificate, printed_on);
CREATE INDEX certificates_copy_printed ON certificates_copy (province, printed, id);
CREATE TABLE certificates_copy_serial (
  product BLOB PRIMARY KEY NOT NULL,
  last INTEGER NOT NULL
) STRICT;
