-- What registers print of a product whose decision an officer confirmed (modules/certificates): kept when it was confirmed, and written by
-- later imports in the place of its standing, which the log says. `anew`: printed otherwise than when it was confirmed.
CREATE TABLE products_printed (
  product BLOB PRIMARY KEY NOT NULL REFERENCES products_product (id),
  anew INTEGER NOT NULL CHECK (anew IN (0, 1)),
  basis INTEGER NOT NULL,
  stars INTEGER NOT NULL,
  decision TEXT NOT NULL,
  decided INTEGER,
  decision_year INTEGER,
  valid_until INTEGER,
  verified INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  recognition TEXT NOT NULL,
  source_url TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  certificate BLOB
) STRICT;
CREATE INDEX products_printed_anew ON products_printed (product) WHERE anew = 1;
-- Products that the log says something of: compared with it once a minute.
CREATE INDEX products_product_logged ON products_product (basis) WHERE basis >= 2;
-- Decisions that wait for somebody who has the paper: by province and spelling.
CREATE INDEX products_product_reported ON products_product (province, decision, decided, decision_year)
  WHERE basis = 1 AND decision <> '' AND merged_into IS NULL;
