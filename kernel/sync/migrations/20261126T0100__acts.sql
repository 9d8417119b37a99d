-- Acts that phones did without a network, and what became of each. One row an act for ever: its id answers a repeated sending.
CREATE TABLE sync_act (
  account BLOB NOT NULL,
  id BLOB NOT NULL,                                            -- made by the phone
  device BLOB NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL,                                        -- SHA-256 of kind, subject and body: the same id with another act is seen
  made INTEGER NOT NULL,                                       -- by the server's clock
  received INTEGER NOT NULL,
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 2),    -- accepted, refused, set aside
  rights INTEGER NOT NULL CHECK (rights BETWEEN 0 AND 3),      -- kept, gained, lost, never
  reason_vi TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  result TEXT NOT NULL,
  body TEXT NOT NULL,                                          -- '' unless the act is set aside
  decided INTEGER,                                             -- when a person decided about an act that was set aside
  PRIMARY KEY (account, id)
) STRICT;
CREATE INDEX sync_act_waiting ON sync_act (account, made, id) WHERE outcome = 2;
