-- Whose dossier a draft was that its producer drops: the idea is in work again.
CREATE INDEX ideas_idea_dossier ON ideas_idea (dossier) WHERE dossier IS NOT NULL;
