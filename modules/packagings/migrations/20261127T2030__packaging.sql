-- Packagings of a product: what its pack looked like, from which day to which, for which sizes, and which lots bore it.
CREATE TABLE packagings_packaging (
  id BLOB PRIMARY KEY NOT NULL,
  product BLOB NOT NULL,
  number INTEGER NOT NULL,             -- of the product, from 1
  designer TEXT NOT NULL,              -- '' = not said
  change TEXT NOT NULL,                -- what is other than in the one before
  change_en TEXT NOT NULL,
  label TEXT NOT NULL,                 -- the words that are printed on it, as typed
  since INTEGER,                       -- first day in use; NULL = a draft
  until INTEGER CHECK (until >= since),  -- last day in use; NULL = still
  added_by BLOB NOT NULL,              -- account
  added_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (product, number)
) STRICT;

-- The sizes and packs (modules/items) that it is for; none = all of the product.
CREATE TABLE packagings_item (
  packaging BLOB NOT NULL REFERENCES packagings_packaging (id),
  item BLOB NOT NULL,
  PRIMARY KEY (packaging, item)
) STRICT;

CREATE TABLE packagings_lot (
  packaging BLOB NOT NULL REFERENCES packagings_packaging (id),
  place INTEGER NOT NULL,
  lot TEXT NOT NULL,                   -- as typed: "L2411-05", "L2411-01…L2411-09"
  PRIMARY KEY (packaging, place)
) STRICT;

-- What was wrong in the words of a packaging that is shown already: said beside them.
CREATE TABLE packagings_note (
  packaging BLOB NOT NULL REFERENCES packagings_packaging (id),
  place INTEGER NOT NULL,
  words TEXT NOT NULL,
  words_en TEXT NOT NULL,
  noted_by BLOB NOT NULL,              -- account
  noted INTEGER NOT NULL,
  PRIMARY KEY (packaging, place)
) STRICT;

-- Front and back, as they were drawn again (kernel/images). The bytes are held in kernel/blobs by the photo's row.
CREATE TABLE packagings_photo (
  id BLOB PRIMARY KEY NOT NULL,
  packaging BLOB NOT NULL REFERENCES packagings_packaging (id),
  side INTEGER NOT NULL,               -- front, back
  added_by BLOB NOT NULL,              -- account
  added_at INTEGER NOT NULL,
  UNIQUE (packaging, side)
) STRICT;

CREATE TABLE packagings_photo_file (
  photo BLOB NOT NULL REFERENCES packagings_photo (id),
  size INTEGER NOT NULL,               -- small, medium, large, square
  encoding INTEGER NOT NULL,           -- JPEG, WebP, AVIF
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (photo, size, encoding)
) STRICT;
CREATE INDEX packagings_photo_file_name ON packagings_photo_file (sha256);
