-- The page that a producer makes of itself: what its people are writing now, what was published, under which names it answers.
CREATE TABLE sites_site (
  producer BLOB PRIMARY KEY NOT NULL,
  content TEXT NOT NULL,              -- the draft: JSON (modules/sites/content.h)
  phone TEXT NOT NULL,                -- '' = none; how to reach the maker stands beside the content, because earlier editions do not keep it
  zalo TEXT NOT NULL,                 -- '' = none
  face BLOB,                          -- the maker's own picture
  tax_code TEXT NOT NULL,             -- '' = not said
  published INTEGER,                  -- number of the edition that everybody sees; NULL = none
  last INTEGER NOT NULL,              -- number of the newest edition; 0 = none was published yet
  listed INTEGER,                     -- when it was published first
  changed INTEGER NOT NULL,
  changed_by BLOB NOT NULL,           -- account
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX sites_site_listed ON sites_site (listed, producer) WHERE published IS NOT NULL;

CREATE TABLE sites_edition (
  producer BLOB NOT NULL REFERENCES sites_site (producer),
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  phone TEXT NOT NULL,                -- '' in every edition but the one that everybody sees
  zalo TEXT NOT NULL,
  face BLOB,
  tax_code TEXT NOT NULL,
  published INTEGER NOT NULL,
  published_by BLOB NOT NULL,         -- account
  PRIMARY KEY (producer, number)
) STRICT;

CREATE TABLE sites_name (
  name TEXT PRIMARY KEY NOT NULL,     -- "htx-khau-sli-na-giang": the first segment of the address
  producer BLOB NOT NULL REFERENCES sites_site (producer),
  given INTEGER NOT NULL,
  shown INTEGER,                      -- since when everybody could see a page under it; NULL = not yet, and it goes with the next
  given_up INTEGER                    -- since when it only leads on; NULL = the name of now
) STRICT;
CREATE UNIQUE INDEX sites_name_producer ON sites_name (producer) WHERE given_up IS NULL;
CREATE INDEX sites_name_former ON sites_name (producer, given_up);

-- Pictures, as they were drawn again (kernel/images). The bytes are held in kernel/blobs by the picture's row.
CREATE TABLE sites_picture (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL REFERENCES sites_site (producer),
  added_by BLOB NOT NULL,             -- account
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sites_picture_producer ON sites_picture (producer);

CREATE TABLE sites_picture_file (
  picture BLOB NOT NULL REFERENCES sites_picture (id),
  size INTEGER NOT NULL,              -- small, medium, large, square
  encoding INTEGER NOT NULL,          -- JPEG, WebP, AVIF
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (picture, size, encoding)
) STRICT;
CREATE INDEX sites_picture_file_name ON sites_picture_file (sha256);
