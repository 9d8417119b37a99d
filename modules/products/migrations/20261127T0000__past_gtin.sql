-- A GTIN that a certified product gave up: it stands on paper and packages, so it leads to that product for good and is given to no other
-- (GS1 General Specifications, section 4.3: a GTIN is not used again).
CREATE TABLE products_past_gtin (
  gtin TEXT PRIMARY KEY NOT NULL,
  product BLOB NOT NULL REFERENCES products_product (id),
  given_up INTEGER NOT NULL,
  given_up_by BLOB NOT NULL,             -- account
  log_index INTEGER NOT NULL
) STRICT;
