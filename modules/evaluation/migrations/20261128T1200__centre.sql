-- The level of the centre (articles 4.1b, 5.2, 7.4 of Decision 26/2026/QĐ-TTg): the file that a province sends to the Ministry is a dossier
-- whose province is '00'; what the Ministry returns (7.4g) is a dossier of the province again. `origin`: the dossier that it goes on from.
ALTER TABLE evaluation_dossier ADD COLUMN origin BLOB;
ALTER TABLE evaluation_dossier ADD COLUMN sent_by TEXT NOT NULL DEFAULT '';
ALTER TABLE evaluation_dossier ADD COLUMN letter TEXT NOT NULL DEFAULT '';
ALTER TABLE evaluation_dossier ADD COLUMN letter_day INTEGER;
ALTER TABLE evaluation_dossier ADD COLUMN received_at INTEGER;
ALTER TABLE evaluation_dossier ADD COLUMN adopted_at INTEGER;
-- A dossier is sent once, and what is returned comes back once.
CREATE UNIQUE INDEX evaluation_dossier_origin ON evaluation_dossier (origin) WHERE origin IS NOT NULL;
