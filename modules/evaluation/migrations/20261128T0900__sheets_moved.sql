-- What a council's sheets do is counted apart from the version, which everybody who reads the dossier sees: it told a producer, and the
-- other members, that somebody had handed in.
ALTER TABLE evaluation_dossier ADD COLUMN sheets_moved INTEGER NOT NULL DEFAULT 0;
