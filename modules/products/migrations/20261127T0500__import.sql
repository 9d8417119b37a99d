-- A register file that somebody sent: looked at, corrected, brought in, perhaps taken back (import_types.h). The bytes lie in kernel/blobs.
CREATE TABLE products_import (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,                -- whose rows it may bring; '*' = all
  source TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  written_as TEXT NOT NULL,
  state INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  suspected INTEGER NOT NULL,
  wrong INTEGER NOT NULL,
  sent_by BLOB NOT NULL,
  sent INTEGER NOT NULL,
  applied INTEGER,
  applied_by BLOB,
  undone INTEGER,
  undone_by BLOB,
  log_index INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX products_import_sent ON products_import (sent);
CREATE INDEX products_import_source ON products_import (source, province);
-- Its rows as they were last looked at; made anew after each correction.
CREATE TABLE products_import_row (
  id BLOB PRIMARY KEY NOT NULL,
  import BLOB NOT NULL REFERENCES products_import (id),
  number INTEGER NOT NULL,               -- from 0, in the order of the file
  sheet TEXT NOT NULL,
  row_number INTEGER NOT NULL,
  line INTEGER NOT NULL,
  register_id TEXT NOT NULL,
  name TEXT NOT NULL,
  maker TEXT NOT NULL,
  place TEXT NOT NULL,
  decision TEXT NOT NULL,
  stars INTEGER NOT NULL,
  year INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  problems TEXT NOT NULL,
  like_id TEXT NOT NULL,
  like_name TEXT NOT NULL,
  province TEXT NOT NULL,
  UNIQUE (import, number)
) STRICT;
CREATE INDEX products_import_row_outcome ON products_import_row (import, outcome, number);
-- What a person corrected in it: one cell (sheet, row_number), all cells of a field that print the same, or all empty ones (reach).
CREATE TABLE products_import_fix (
  import BLOB NOT NULL REFERENCES products_import (id),
  reach INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  row_number INTEGER NOT NULL,
  field TEXT NOT NULL,
  printed TEXT NOT NULL,
  value TEXT NOT NULL,
  fixed_by BLOB NOT NULL,
  fixed INTEGER NOT NULL,
  PRIMARY KEY (import, reach, sheet, row_number, field, printed)
) STRICT;
-- The corrections by value of files that were brought in, remembered by sender.
CREATE TABLE products_recipe (
  province TEXT NOT NULL,
  source TEXT NOT NULL,
  reach INTEGER NOT NULL,
  field TEXT NOT NULL,
  printed TEXT NOT NULL,
  value TEXT NOT NULL,
  learned INTEGER NOT NULL,
  PRIMARY KEY (province, source, reach, field, printed)
) STRICT;
-- What an import did with a product, and what the register said of it before: columns as in products_product.
CREATE TABLE products_import_change (
  import BLOB NOT NULL REFERENCES products_import (id),
  product BLOB NOT NULL,
  kind INTEGER NOT NULL,
  version_after INTEGER NOT NULL,
  producer BLOB,
  name TEXT,
  group_as_printed TEXT,
  province TEXT,
  commune TEXT,
  place_as_printed TEXT,
  unit_choices TEXT,
  duplicate_of BLOB,
  maker_name TEXT,
  maker_kind INTEGER,
  register_digest TEXT,
  name_marked TEXT,
  name_folded TEXT,
  sort_key BLOB,
  search_text TEXT,
  product_group TEXT,
  basis INTEGER,
  stars INTEGER,
  decision TEXT,
  decided INTEGER,
  decision_year INTEGER,
  valid_until INTEGER,
  verified INTEGER,
  withdrawn INTEGER,
  recognition TEXT,
  source_url TEXT,
  source_kind TEXT,
  certificate BLOB,
  standing_class INTEGER,
  last_day INTEGER,
  sort_day INTEGER,
  PRIMARY KEY (import, product)
) STRICT;
CREATE INDEX products_import_change_product ON products_import_change (product);
-- The makers that it made.
CREATE TABLE products_import_maker (
  import BLOB NOT NULL REFERENCES products_import (id),
  producer BLOB NOT NULL,
  PRIMARY KEY (import, producer)
) STRICT;
-- Whether a product that an import made has given up a number since.
CREATE INDEX products_past_gtin_product ON products_past_gtin (product);
