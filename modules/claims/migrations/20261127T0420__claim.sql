-- Letters that offices printed for producers that nobody acts for, with a code that makes whoever has it a member. The code is nowhere.
CREATE TABLE claims_letter (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  digest BLOB NOT NULL UNIQUE,        -- SHA-256 of the code
  printed_by BLOB NOT NULL,           -- account
  printed INTEGER NOT NULL,
  ends INTEGER NOT NULL,              -- no use from then on; also when another letter was printed
  used INTEGER,
  used_by BLOB,                       -- account
  CHECK ((used IS NULL) = (used_by IS NULL))
) STRICT;
CREATE INDEX claims_letter_producer ON claims_letter (producer, printed);

-- Who says that a producer is theirs: by a letter's code, or in words.
CREATE TABLE claims_claim (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,              -- '' = unknown: the province decides
  account BLOB NOT NULL,
  letter BLOB REFERENCES claims_letter (id),
  words TEXT NOT NULL,                -- why, of one without a letter
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),   -- waiting, accepted, refused
  asked INTEGER NOT NULL,
  accepted INTEGER,
  decided_by BLOB,                    -- account; of one that the code accepted: nobody
  decided INTEGER,
  answer TEXT NOT NULL,               -- of the office, when it refused
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_claim_producer ON claims_claim (producer, state);
CREATE INDEX claims_claim_account ON claims_claim (account, state);
CREATE INDEX claims_claim_commune ON claims_claim (commune, state);
CREATE INDEX claims_claim_province ON claims_claim (province, state);
