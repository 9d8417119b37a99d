-- Photos of products, as their producer sent them and as they were drawn again (kernel/images). The bytes are held in kernel/blobs by the photo's row.
CREATE TABLE products_photo (
  id BLOB PRIMARY KEY NOT NULL,
  product BLOB NOT NULL REFERENCES products_product (id),
  place INTEGER NOT NULL,             -- order on the page: 0 is the picture of tiles and scans
  alt TEXT NOT NULL,                  -- what is to be seen, for whoever does not see it
  alt_en TEXT NOT NULL,               -- '' = none
  credit TEXT NOT NULL,               -- who took it; '' = not said
  width INTEGER NOT NULL,             -- of what was sent, upright, in pixels
  height INTEGER NOT NULL,
  added_by BLOB NOT NULL,             -- account
  added_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX products_photo_product ON products_photo (product, place);

CREATE TABLE products_photo_file (
  photo BLOB NOT NULL REFERENCES products_photo (id),
  size INTEGER NOT NULL,              -- small, medium, large, square
  encoding INTEGER NOT NULL,          -- JPEG, WebP, AVIF
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (photo, size, encoding)
) STRICT;
CREATE INDEX products_photo_file_name ON products_photo_file (sha256);
