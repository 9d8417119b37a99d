-- What stands beside the four matters of a commune's report (Decision 26/2026/QĐ-TTg): its meeting (article 7.2a), its letter (6.2a). A row
-- only when something of it was said.
CREATE TABLE evaluation_report_beside (
  report BLOB PRIMARY KEY NOT NULL REFERENCES evaluation_commune_report (id) ON DELETE CASCADE,
  met_on INTEGER,
  met_with TEXT NOT NULL,
  met_said TEXT NOT NULL,
  letter_number TEXT NOT NULL,
  letter_on INTEGER
) STRICT;
