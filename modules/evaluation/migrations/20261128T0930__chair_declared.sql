-- A chair who says a conflict of interest leads no more: from then on the dossier has no chair until the provincial body names another.
-- One who has no seat is kept in evaluation_conflict under 0, the next under -1: below all seats.
ALTER TABLE evaluation_dossier ADD COLUMN chair_declared INTEGER;   -- instant; NULL = the chair leads
