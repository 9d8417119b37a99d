-- On which platform a product stands, under which link, since when, and what the last look at the link found.
CREATE TABLE listings_listing (
  id BLOB PRIMARY KEY NOT NULL,
  product BLOB NOT NULL,
  platform TEXT NOT NULL,              -- key of data/platforms
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),   -- as data/platforms says of it
  link TEXT NOT NULL,                  -- https, of one of the platform's hosts, without marks of tracking
  since INTEGER NOT NULL,              -- first day there, as whoever entered it says
  until INTEGER CHECK (until >= since),   -- the day on which it was ended; NULL = live
  entered_as INTEGER NOT NULL,         -- maker, official
  added_by BLOB NOT NULL,              -- account
  added INTEGER NOT NULL,
  finding INTEGER NOT NULL,            -- unchecked, found, missing, gone, unsure
  checked INTEGER,                     -- when the platform last answered; NULL = never
  missing_since INTEGER,               -- day of the first of the answers in a row that it is not there
  due INTEGER NOT NULL,                -- when it is looked at next
  confirmed INTEGER,                   -- when a person last saw it on sale
  confirmed_by BLOB,                   -- account
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX listings_listing_link ON listings_listing (product, link) WHERE until IS NULL;
CREATE INDEX listings_listing_due ON listings_listing (due) WHERE until IS NULL;
CREATE INDEX listings_listing_product ON listings_listing (product);
CREATE INDEX listings_listing_added ON listings_listing (added, id);

-- What the register says of products that have a star in its term, or a listing: a copy, renewed when the catalogue changes, so that shares
-- and lists are one statement.
CREATE TABLE listings_product (
  product BLOB PRIMARY KEY NOT NULL,
  producer BLOB,                       -- NULL = the register does not name the maker
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,                 -- the product's, as registered
  sort_key BLOB NOT NULL,              -- Vietnamese alphabetical order of it
  stars INTEGER NOT NULL,              -- 0 = none in its term
  last_day INTEGER NOT NULL            -- on which the star holds; 0 = none
) STRICT;
CREATE INDEX listings_product_place ON listings_product (province, commune, product);
CREATE INDEX listings_product_producer ON listings_product (producer, product);
CREATE INDEX listings_product_title ON listings_product (sort_key, product);

-- The share as it stood at the end of a month; of the month that runs, as of last night.
CREATE TABLE listings_month (
  month INTEGER NOT NULL,              -- its first day
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  products INTEGER NOT NULL,           -- with a star that held
  found INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  unchecked INTEGER NOT NULL,
  PRIMARY KEY (month, province, commune)
) STRICT;
