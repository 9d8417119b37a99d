-- What makers ask their commune to confirm: that they are there, that a product is theirs, that their legal form changed. A producer that
-- waits has its row (producers_producer, presence); a product has none before it is confirmed, so that nothing public can meet it.
CREATE TABLE registrations_registration (
  id BLOB PRIMARY KEY NOT NULL,
  subject INTEGER NOT NULL CHECK (subject BETWEEN 0 AND 2),   -- producer, product, legal form
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),       -- waiting, returned, confirmed, withdrawn
  producer BLOB NOT NULL,
  product BLOB,                       -- the id that it has once it is confirmed
  province TEXT NOT NULL,
  commune TEXT NOT NULL CHECK (commune <> ''),                -- whose office confirms
  name TEXT NOT NULL,                 -- of the producer or product; the new one of a change of legal form
  name_en TEXT NOT NULL,
  kind INTEGER NOT NULL,
  address TEXT NOT NULL,              -- of a producer: hamlet, house, street, as it wrote it
  product_group TEXT NOT NULL,
  gtin TEXT NOT NULL,
  reason TEXT NOT NULL,               -- of a change of legal form
  former_name TEXT NOT NULL,
  former_kind INTEGER NOT NULL,
  words TEXT NOT NULL,                -- of the office that returned it last
  asked_by BLOB NOT NULL,             -- account
  asked INTEGER NOT NULL,
  sent INTEGER NOT NULL,              -- last time: the office's days run from then on
  decided_by BLOB,                    -- account
  decided INTEGER,
  log_index INTEGER,
  version INTEGER NOT NULL,
  CHECK ((subject = 1) = (product IS NOT NULL)),
  CHECK ((state = 2) = (log_index IS NOT NULL))
) STRICT;
CREATE INDEX registrations_registration_producer ON registrations_registration (producer, id);
CREATE INDEX registrations_registration_place ON registrations_registration (province, commune, state);
CREATE INDEX registrations_registration_commune ON registrations_registration (commune, state);
CREATE INDEX registrations_registration_gtin ON registrations_registration (gtin);
CREATE INDEX registrations_registration_asked_by ON registrations_registration (asked_by, id);
-- One question at a time: a producer is registered once, and its legal form changes once at a time.
CREATE UNIQUE INDEX registrations_registration_once ON registrations_registration (producer, subject)
  WHERE subject <> 1 AND (subject = 0 OR state < 2);

-- What the forms of Decision 26/2026 ask of a producer (criteria 3.1 to 3.3). All of it may stay empty; what stands about its
-- representative is read by its members alone, and offices are told whether criterion 3.2 is met.
CREATE TABLE registrations_profile (
  producer BLOB PRIMARY KEY NOT NULL,
  founded INTEGER,                    -- year
  workers INTEGER,
  local_workers INTEGER,              -- of them from the same commune
  representative_sex INTEGER,         -- 0 female, 1 male
  representative_ethnic_group TEXT NOT NULL,
  representative_disability INTEGER,  -- 0 no, 1 yes
  changed_by BLOB NOT NULL,           -- account
  changed INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
