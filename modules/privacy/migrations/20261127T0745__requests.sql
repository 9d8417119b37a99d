-- What people ask about the data held of them: Law 91/2025/QH15.
CREATE TABLE privacy_request (
  id BLOB PRIMARY KEY NOT NULL,
  account BLOB NOT NULL,
  wish TEXT NOT NULL CHECK (wish IN ('see', 'correct', 'erase', 'withdraw', 'restrict', 'object')),
  words TEXT NOT NULL,                   -- of the person; emptied when the account is erased
  state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'done', 'refused', 'taken_back')),
  asked INTEGER NOT NULL,
  third_party INTEGER NOT NULL CHECK (third_party IN (0, 1)),
  extended_days INTEGER NOT NULL CHECK (extended_days BETWEEN 0 AND 15),
  extension TEXT NOT NULL,               -- why
  answer TEXT NOT NULL,                  -- of the office
  answered INTEGER,
  ended INTEGER,
  decided_by BLOB,
  erase_at INTEGER,                      -- the account as a whole, by itself
  due INTEGER NOT NULL,                  -- a day
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX privacy_request_of_account ON privacy_request (account, asked);
CREATE INDEX privacy_request_by_state ON privacy_request (state, due);
CREATE INDEX privacy_request_erasing ON privacy_request (erase_at) WHERE erase_at IS NOT NULL;
