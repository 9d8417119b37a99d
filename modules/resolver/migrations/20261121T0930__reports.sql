-- What shoppers say about a code that looks false. Written by visitors, read and closed by the OCOP body of the province.
CREATE TABLE resolver_report (
  id BLOB PRIMARY KEY NOT NULL,
  number TEXT NOT NULL UNIQUE,                                  -- said to the reporter: "BC-2026-000012"
  code TEXT NOT NULL,                                           -- as scanned; may be of no product
  product BLOB,
  product_name TEXT NOT NULL,
  province TEXT NOT NULL,                                       -- whose body reads it
  seen_where TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what <> ''),
  -- Personal data. Purpose: to ask the reporter back about this report. Ground: consent, given by filling the field.
  -- Kept until the report is closed, which empties it.
  contact TEXT NOT NULL,
  reported INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  finding TEXT NOT NULL,
  closed INTEGER,
  closed_by BLOB,
  version INTEGER NOT NULL,
  CHECK (state = 'open' OR (contact = '' AND finding <> '' AND closed IS NOT NULL AND closed_by IS NOT NULL))
) STRICT;
CREATE INDEX resolver_report_province ON resolver_report (province, state, reported);

CREATE TABLE resolver_serial (
  year INTEGER PRIMARY KEY NOT NULL,
  last INTEGER NOT NULL CHECK (last > 0)
) STRICT;
