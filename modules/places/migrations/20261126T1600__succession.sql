-- How much of a former unit went to each unit (data/places/former-units.csv), what units are called from a day on, and codes corrected since.
ALTER TABLE places_former_unit ADD COLUMN extent INTEGER NOT NULL DEFAULT 2;
CREATE TABLE places_naming (
  effective INTEGER NOT NULL,
  level INTEGER NOT NULL,             -- 0 a province, 1 a commune
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  full_name_en TEXT NOT NULL,
  type INTEGER NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY (code, effective)
) STRICT;
CREATE TABLE places_alias (
  code_before TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL
) STRICT;
