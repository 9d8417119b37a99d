-- What somebody was allowed before it was taken away: an act done without a network is judged by the rights of then, too.
CREATE TABLE identity_ended_grant (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL REFERENCES identity_account (id),
  role TEXT NOT NULL,
  province TEXT NOT NULL,
  commune TEXT NOT NULL,
  producer BLOB,
  granted INTEGER NOT NULL,
  ended INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_ended_grant_of_account ON identity_ended_grant (account, ended);
