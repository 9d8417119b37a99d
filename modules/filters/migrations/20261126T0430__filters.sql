-- What a person has narrowed a list by and wants to find again.
CREATE TABLE filters_filter (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  list TEXT NOT NULL,                   -- path of the list's page: "/reports"
  place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 20),   -- so that a list has twenty at most, however many ask at once
  name TEXT NOT NULL,
  query TEXT NOT NULL CHECK (query <> ''),   -- "state=closed&sort=number", as the list itself writes it
  created INTEGER NOT NULL,
  UNIQUE (account, list, place),
  UNIQUE (account, list, name),
  UNIQUE (account, list, query)
) STRICT;
