-- In which browsers an account has signed in within a year: its holder is told of another one.
CREATE TABLE factors_browser (
  account BLOB NOT NULL,
  agent TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  PRIMARY KEY (account, agent)
) STRICT;
