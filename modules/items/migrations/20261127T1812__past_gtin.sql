-- GTINs that items gave up: what was printed goes on meaning its product, and is refused to any other.
CREATE TABLE items_past_gtin (
  gtin TEXT PRIMARY KEY NOT NULL,
  product BLOB NOT NULL,
  given_up INTEGER NOT NULL
) STRICT;
