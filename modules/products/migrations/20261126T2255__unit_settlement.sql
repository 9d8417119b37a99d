-- What a person answered: which of the units offered for a printed address its products are in. One row an act, which the public log
-- answers for; an answer that is taken back stays, with who took it back.
CREATE TABLE products_settlement (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL CHECK (commune <> ''),          -- the unit that was chosen
  place_as_printed TEXT NOT NULL,                       -- holds as long as the register prints this
  maker BLOB,                                           -- whose own unit was settled with it
  maker_before TEXT NOT NULL,
  settled INTEGER NOT NULL,
  settled_by BLOB NOT NULL,
  undone INTEGER,
  undone_by BLOB,
  log_index INTEGER NOT NULL,
  CHECK ((undone IS NULL) = (undone_by IS NULL))
) STRICT;
-- The products that one answer was given for, as they were before.
CREATE TABLE products_settled (
  settlement BLOB NOT NULL REFERENCES products_settlement (id),
  product BLOB NOT NULL REFERENCES products_product (id),
  commune_before TEXT NOT NULL,
  choices_before TEXT NOT NULL,
  PRIMARY KEY (settlement, product)
) STRICT;
CREATE INDEX products_settled_product ON products_settled (product);
