-- Why a member does not judge is of the member's own life. It goes when the person is erased, with the salt that would let it be guessed from
-- the log; that somebody declared it, and when, stays and is sealed. So the table is made anew, append-only no more.
CREATE TABLE evaluation_conflict_moved (
  dossier BLOB NOT NULL,
  seat INTEGER NOT NULL,
  member BLOB NOT NULL,
  ground TEXT NOT NULL,
  declared INTEGER NOT NULL,
  salt BLOB NOT NULL,
  commitment TEXT NOT NULL,
  log_index INTEGER NOT NULL
) STRICT;
INSERT INTO evaluation_conflict_moved (dossier, seat, member, ground, declared, salt, commitment, log_index)
  SELECT dossier, seat, member, ground, declared, salt, commitment, log_index FROM evaluation_conflict;
DROP TABLE evaluation_conflict;
DELETE FROM ocop_append_only WHERE name = 'evaluation_conflict';
CREATE TABLE evaluation_conflict (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  seat INTEGER NOT NULL,
  member BLOB NOT NULL,                -- account: whose seat it was
  ground TEXT NOT NULL,                -- '' = erased
  declared INTEGER NOT NULL,
  salt BLOB NOT NULL,                  -- empty = erased
  commitment TEXT NOT NULL,            -- HMAC(salt, ground), in the log
  log_index INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (dossier, seat)
) STRICT;
CREATE INDEX evaluation_conflict_member ON evaluation_conflict (member);
INSERT INTO evaluation_conflict (dossier, seat, member, ground, declared, salt, commitment, log_index)
  SELECT dossier, seat, member, ground, declared, salt, commitment, log_index FROM evaluation_conflict_moved;
DROP TABLE evaluation_conflict_moved;
