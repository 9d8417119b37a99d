-- More of what the Decision leaves to a province's regulation (article 7.3b-e): what happens above the spread limit, whether the limit itself
-- is allowed, and who is asked about 90 points without a floor of five stars. What is there keeps its meaning: the defaults are what held.
ALTER TABLE evaluation_setting ADD COLUMN over_spread TEXT NOT NULL DEFAULT 'accept_with_reason'
  CHECK (over_spread IN ('accept_with_reason', 'refuse'));
ALTER TABLE evaluation_setting ADD COLUMN at_limit TEXT NOT NULL DEFAULT 'within' CHECK (at_limit IN ('within', 'over'));
ALTER TABLE evaluation_setting ADD COLUMN potential_five TEXT NOT NULL DEFAULT 'either'
  CHECK (potential_five IN ('either', 'ministry', 'province'));
ALTER TABLE evaluation_dossier ADD COLUMN over_spread TEXT NOT NULL DEFAULT 'accept_with_reason'
  CHECK (over_spread IN ('accept_with_reason', 'refuse'));
ALTER TABLE evaluation_dossier ADD COLUMN at_limit TEXT NOT NULL DEFAULT 'within' CHECK (at_limit IN ('within', 'over'));
ALTER TABLE evaluation_dossier ADD COLUMN potential_five TEXT NOT NULL DEFAULT 'either'
  CHECK (potential_five IN ('either', 'ministry', 'province'));
