-- Scans of products: sums, and nothing of who scanned. Rows come once a minute from what each process counted in memory.
CREATE TABLE scans_day (
  id BLOB PRIMARY KEY NOT NULL,
  code TEXT NOT NULL,                  -- the product's own
  day INTEGER NOT NULL,                -- Vietnam's
  product BLOB NOT NULL,
  producer BLOB,                       -- whose product it was then
  province TEXT NOT NULL,              -- of the product
  scans INTEGER NOT NULL CHECK (scans >= 0),
  networks INTEGER NOT NULL CHECK (networks >= 0),   -- different ones, at most
  UNIQUE (code, day)
) STRICT;
CREATE INDEX scans_day_day ON scans_day (day);
CREATE INDEX scans_day_product ON scans_day (product, day);
CREATE INDEX scans_day_producer ON scans_day (producer, day) WHERE producer IS NOT NULL;
CREATE INDEX scans_day_province ON scans_day (province, day);

CREATE TABLE scans_place (
  code TEXT NOT NULL,
  day INTEGER NOT NULL,
  place TEXT NOT NULL,                 -- province where it was scanned; '' = nobody says
  scans INTEGER NOT NULL CHECK (scans > 0),
  PRIMARY KEY (code, day, place)
) STRICT;
CREATE INDEX scans_place_day ON scans_place (day);

-- Of two days, to see a burst.
CREATE TABLE scans_hour (
  code TEXT NOT NULL,
  hour INTEGER NOT NULL,               -- since 1970-01-01T00:00Z
  scans INTEGER NOT NULL CHECK (scans > 0),
  PRIMARY KEY (code, hour)
) STRICT;
CREATE INDEX scans_hour_hour ON scans_hour (hour);
