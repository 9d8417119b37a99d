-- What people agreed to. A text is kept in each version that somebody was shown; a consent names the version, and when it was taken back.
CREATE TABLE act_consent_text (
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  title_vi TEXT NOT NULL,
  title_en TEXT NOT NULL,
  vi TEXT NOT NULL,
  en TEXT NOT NULL,
  since INTEGER NOT NULL,             -- when the first agreed to it
  PRIMARY KEY (name, version)
) STRICT;
INSERT INTO ocop_append_only (name) VALUES ('act_consent_text');
CREATE TABLE act_consent (
  id BLOB PRIMARY KEY NOT NULL,
  text TEXT NOT NULL,
  version INTEGER NOT NULL,
  account BLOB,                       -- whose; NULL: on paper, of somebody without an account
  recorded_by BLOB,                   -- account: who has the paper
  how TEXT NOT NULL CHECK (how IN ('program', 'link', 'paper')),
  about TEXT NOT NULL,                -- the id of what it is about: a mandate, a producer; or empty
  given INTEGER NOT NULL,
  withdrawn INTEGER,
  FOREIGN KEY (text, version) REFERENCES act_consent_text (name, version),
  CHECK ((how = 'paper') = (recorded_by IS NOT NULL))
) STRICT;
CREATE INDEX act_consent_of_account ON act_consent (account, given);
CREATE INDEX act_consent_recorded ON act_consent (recorded_by);
CREATE INDEX act_consent_open ON act_consent (text, about) WHERE withdrawn IS NULL;
