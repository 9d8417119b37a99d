-- Who registers products. Record columns come from a register or an officer; name_en, story and story_en are the owner's own words.
CREATE TABLE producers_producer (
  id BLOB PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_key TEXT NOT NULL,             -- folded name with legal forms written out: finds the same maker again
  sort_key BLOB NOT NULL,             -- Vietnamese alphabetical order
  kind INTEGER NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,              -- '' = unknown
  address_as_printed TEXT NOT NULL,
  story TEXT NOT NULL,
  story_en TEXT NOT NULL,
  source TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX producers_producer_name ON producers_producer (name_key, province);
CREATE INDEX producers_producer_place ON producers_producer (province, commune);

-- Evidence kept once: many criteria and dossiers point to one paper.
CREATE TABLE producers_paper (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL REFERENCES producers_producer (id),
  kind INTEGER NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,
  number TEXT NOT NULL,
  issued INTEGER,
  expires INTEGER,
  file_name TEXT NOT NULL,            -- '' = noted without a file
  content_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  added_by BLOB NOT NULL,             -- account
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX producers_paper_producer ON producers_paper (producer, kind);

CREATE TABLE producers_paper_file (
  paper BLOB PRIMARY KEY NOT NULL REFERENCES producers_paper (id),
  content BLOB NOT NULL
) STRICT;

-- Who opened a file of another's evidence, and when (personal data: Decree 13/2023/NĐ-CP asks that access can be shown).
CREATE TABLE producers_paper_view (
  id BLOB PRIMARY KEY NOT NULL,
  paper BLOB NOT NULL REFERENCES producers_paper (id),
  account BLOB NOT NULL,
  viewed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX producers_paper_view_paper ON producers_paper_view (paper, viewed_at);
