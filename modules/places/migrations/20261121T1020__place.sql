-- Units of the two tiers since 1 July 2025 and where each former unit went. Filled from data/places by load_reference.
CREATE TABLE places_province (
  code TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  full_name_en TEXT NOT NULL,
  type INTEGER NOT NULL,
  former_provinces TEXT NOT NULL,     -- separated by '; '
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  valid_from INTEGER NOT NULL
) STRICT;
CREATE TABLE places_commune (
  code TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  full_name_en TEXT NOT NULL,
  type INTEGER NOT NULL,
  province TEXT NOT NULL REFERENCES places_province (code),
  latitude REAL,
  longitude REAL,
  formed_from TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  folded TEXT NOT NULL,               -- full name for search
  sort_key BLOB NOT NULL              -- Vietnamese alphabetical order of the name
) STRICT;
CREATE TABLE places_former_unit (
  number INTEGER PRIMARY KEY NOT NULL,
  old_code TEXT NOT NULL,
  old_name TEXT NOT NULL,
  old_district TEXT NOT NULL,
  old_province TEXT NOT NULL,
  commune TEXT NOT NULL REFERENCES places_commune (code),
  valid_to INTEGER NOT NULL,
  folded TEXT NOT NULL
) STRICT;
CREATE INDEX places_former_unit_commune ON places_former_unit (commune);
-- Which data is loaded: the next start loads again only when the program brings other data.
CREATE TABLE places_loaded (
  name TEXT PRIMARY KEY NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
