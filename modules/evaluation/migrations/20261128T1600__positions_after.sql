-- Written views that are asked for again, because one of those who agreed has a conflict of interest: whoever sat in the council before had
-- the views of all before him, and could give none that is blind. Seats with a greater number may.
ALTER TABLE evaluation_dossier ADD COLUMN positions_after INTEGER NOT NULL DEFAULT 0 CHECK (positions_after >= 0);   -- seat
