-- What is rated. Columns from product_group on are as the register or the certificate states them; name_en, story, story_en are the
-- owner's words. How a star stands today is never stored: it follows from the standing columns and the day.
CREATE TABLE products_product (
  id BLOB PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL UNIQUE,     -- key of the search index, from the random part of id
  producer BLOB,                      -- NULL = the register does not name the maker
  maker_name TEXT NOT NULL,           -- as registered, for search and lists
  maker_kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_marked TEXT NOT NULL,          -- lower case with its marks: ranks hits typed with marks
  name_folded TEXT NOT NULL,
  sort_key BLOB NOT NULL,             -- Vietnamese alphabetical order
  search_text TEXT NOT NULL,          -- folded: names, maker, places
  product_group TEXT NOT NULL,
  product_set TEXT NOT NULL,
  group_as_printed TEXT NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  place_as_printed TEXT NOT NULL,
  gtin TEXT UNIQUE,
  code TEXT NOT NULL UNIQUE,
  story TEXT NOT NULL,
  story_en TEXT NOT NULL,
  register_source TEXT NOT NULL,
  register_id TEXT NOT NULL,
  register_digest TEXT NOT NULL,      -- SHA-256 of the imported row as read; unchanged rows are not written again
  duplicate_of BLOB,                  -- suspected, by the import
  basis INTEGER NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5),
  decision TEXT NOT NULL,
  decided INTEGER,
  decision_year INTEGER,
  valid_until INTEGER,
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
  recognition TEXT NOT NULL,
  source_url TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  certificate BLOB,
  standing_class INTEGER NOT NULL,    -- products::StandingClass: which words are possible
  last_day INTEGER,                   -- after it the star has lapsed
  sort_day INTEGER NOT NULL,          -- newest first
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX products_product_register ON products_product (register_source, register_id) WHERE register_id <> '';
CREATE INDEX products_product_producer ON products_product (producer);
CREATE INDEX products_product_commune ON products_product (commune);
CREATE INDEX products_product_name ON products_product (sort_key);
-- Everything the counts need, so that they read the index and not the rows.
CREATE INDEX products_product_facets ON products_product
  (province, stars, product_group, maker_kind, standing_class, last_day, number, commune);
