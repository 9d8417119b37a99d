-- What a proposal was about before it was moved to what was issued meanwhile: the number of a certificate, or the id of a confirmed decision.
ALTER TABLE withdrawals_proposal ADD COLUMN moved_from TEXT NOT NULL DEFAULT '';
