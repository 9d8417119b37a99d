-- What a person is told, and how the person wants to be told it.
CREATE TABLE notices_notice (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  kind TEXT NOT NULL,
  arguments TEXT NOT NULL,              -- JSON array of texts for the sentence's {0} …
  link TEXT NOT NULL,                   -- path of the page where the rest is
  created INTEGER NOT NULL,
  read INTEGER,
  digest INTEGER NOT NULL CHECK (digest IN (0, 1))   -- waits for the person's next digest
) STRICT;
CREATE INDEX notices_notice_of_account ON notices_notice (account, id);
CREATE INDEX notices_notice_unread ON notices_notice (account) WHERE read IS NULL;
CREATE INDEX notices_notice_for_digest ON notices_notice (account) WHERE digest = 1;
CREATE INDEX notices_notice_by_age ON notices_notice (created);

CREATE TABLE notices_person (
  account BLOB PRIMARY KEY,
  address TEXT NOT NULL,                -- confirmed by a link that was sent there; empty = none
  phone TEXT NOT NULL,                  -- the same; +84…
  mail INTEGER NOT NULL CHECK (mail IN (0, 1)),      -- 0: the person stopped all mail, the address stays
  language TEXT NOT NULL CHECK (language IN ('vi', 'en')),
  digest_hour INTEGER NOT NULL CHECK (digest_hour BETWEEN 0 AND 23),
  digest_days TEXT NOT NULL CHECK (digest_days IN ('every_day', 'working_days')),
  next_digest INTEGER,                  -- NULL without an address
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_person_by_digest ON notices_person (next_digest) WHERE next_digest IS NOT NULL;

CREATE TABLE notices_choice (
  account BLOB NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('page', 'digest', 'mail', 'phone')),
  PRIMARY KEY (account, kind)
) STRICT;

-- Links that work without signing in. The signature is in the link alone; the row says what it is for and can take it back.
CREATE TABLE notices_link (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('confirm_mail', 'confirm_phone', 'stop_mail')),
  subject TEXT NOT NULL,                -- the address or number to be confirmed; emptied at the end
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  ended INTEGER                         -- used, taken back, or replaced by a newer one
) STRICT;
CREATE INDEX notices_link_of_account ON notices_link (account, made);
