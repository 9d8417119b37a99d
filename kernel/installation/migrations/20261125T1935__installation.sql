-- What every process of the installation must agree on: fingerprints of keys that lie outside the database, never a key.
CREATE TABLE installation_fact (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
