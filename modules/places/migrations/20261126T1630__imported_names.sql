-- Whether a name came with data/places (0) or by `ocop import places` (1), which may be taken back and stays when the data is loaded again.
ALTER TABLE places_naming ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
