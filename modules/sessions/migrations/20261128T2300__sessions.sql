-- A session of a province's council: who, when, where, and the dossiers on its agenda in their order. Until it is called it may change; from
-- then on the log answers for the row with its people and its agenda.
CREATE TABLE sessions_session (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  day INTEGER NOT NULL,                 -- of the meeting
  hour TEXT NOT NULL,                   -- "08:30"
  place TEXT NOT NULL,
  advice INTEGER NOT NULL CHECK (advice BETWEEN 0 AND 1),   -- 1: dossiers without the advisory group's report stay off
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),     -- 0 draft, 1 called, 2 held, 3 cancelled
  made INTEGER NOT NULL,
  made_by BLOB NOT NULL,
  called INTEGER,
  called_by BLOB,
  ended INTEGER,                        -- when it was noted as held, or cancelled
  ended_by BLOB,
  version INTEGER NOT NULL,
  CHECK ((called IS NULL) = (called_by IS NULL)),
  CHECK ((ended IS NULL) = (ended_by IS NULL)),
  CHECK ((state IN (1, 2)) = (called IS NOT NULL)),
  CHECK ((state IN (2, 3)) = (ended IS NOT NULL))
) STRICT;
CREATE INDEX sessions_session_province ON sessions_session (province, day);

CREATE TABLE sessions_person (
  session BLOB NOT NULL REFERENCES sessions_session (id),
  place INTEGER NOT NULL,               -- 1, 2, … as they were named
  account BLOB NOT NULL,
  post INTEGER NOT NULL CHECK (post BETWEEN 0 AND 2),       -- 0 member, 1 chair, 2 secretary
  PRIMARY KEY (session, place),
  UNIQUE (session, account, post)
) STRICT;
CREATE INDEX sessions_person_account ON sessions_person (account, session);

CREATE TABLE sessions_item (
  session BLOB NOT NULL REFERENCES sessions_session (id),
  dossier BLOB NOT NULL,
  place INTEGER NOT NULL,               -- 1, 2, … on the agenda
  line INTEGER NOT NULL CHECK (line BETWEEN 0 AND 2),       -- 0 listed, 1 given its council by the call, 2 stayed off
  why_vi TEXT NOT NULL,                 -- why it stayed off, as it was said
  why_en TEXT NOT NULL,
  PRIMARY KEY (session, dossier),
  CHECK ((line = 2) = (why_vi <> ''))
) STRICT;
