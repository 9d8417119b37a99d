-- What a producer says of how its dossier was dealt with: asked once, after the decision.
CREATE TABLE waits_opinion (
  dossier BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 5),
  words TEXT NOT NULL,
  given INTEGER NOT NULL
) STRICT;
CREATE INDEX waits_opinion_province ON waits_opinion (province, given);
CREATE INDEX waits_opinion_commune ON waits_opinion (commune, given);

-- Rounds beside the two of article 5.1: a province sets them in its regulation and plan.
CREATE TABLE waits_round (
  province TEXT NOT NULL,
  results_before INTEGER NOT NULL,
  asked_before INTEGER NOT NULL,
  plan TEXT NOT NULL CHECK (plan <> ''),   -- "Kế hoạch 12/KH-UBND"
  entered INTEGER NOT NULL,
  entered_by BLOB NOT NULL,
  PRIMARY KEY (province, results_before),
  CHECK (asked_before <= results_before)
) STRICT;
