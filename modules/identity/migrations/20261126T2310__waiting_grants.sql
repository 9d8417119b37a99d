-- An official's role that one administrator gave and another has yet to confirm: it gives nothing. The row stays, with both names.
CREATE TABLE identity_waiting_grant (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL REFERENCES identity_account (id),
  role TEXT NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  producer BLOB,
  asked_by BLOB NOT NULL REFERENCES identity_account (id),
  asked INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'taken_back')),
  decided_by BLOB REFERENCES identity_account (id),
  decided INTEGER
) STRICT;
CREATE INDEX identity_waiting_grant_of_account ON identity_waiting_grant (account, asked);
CREATE INDEX identity_waiting_grant_by_state ON identity_waiting_grant (state, asked);
