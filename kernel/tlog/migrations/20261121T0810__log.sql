-- The log of acts. Entries and hashes of full tiles are only ever added; the head is the one row that changes.
CREATE TABLE tlog_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL CHECK (size >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0)   -- roots of the perfect subtrees, largest first
) STRICT;

CREATE TABLE tlog_entry (
  position INTEGER PRIMARY KEY CHECK (position >= 0),         -- gapless from 0
  entry TEXT NOT NULL,                                        -- canonical JSON: exactly the bytes that are hashed
  leaf BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT;

-- The hash of each full tile of the level below: position n of level L is MTH of 256^L entries from n * 256^L on.
CREATE TABLE tlog_node (
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 7),
  position INTEGER NOT NULL CHECK (position >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, position)
) STRICT;

-- Signed heads that were published. signer = the log key in one line (name+id+key).
CREATE TABLE tlog_checkpoint (
  size INTEGER NOT NULL CHECK (size >= 0),
  signer TEXT NOT NULL,
  note TEXT NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY (size, signer)
) STRICT;

-- SHA-256 of nothing: the root of the empty tree.
INSERT INTO tlog_head (id, size, root, frontier)
  VALUES (1, 0, X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', X'');

CREATE TRIGGER tlog_entry_keep BEFORE UPDATE ON tlog_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER tlog_entry_stay BEFORE DELETE ON tlog_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER tlog_node_keep BEFORE UPDATE ON tlog_node BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER tlog_node_stay BEFORE DELETE ON tlog_node BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER tlog_checkpoint_keep BEFORE UPDATE ON tlog_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER tlog_checkpoint_stay BEFORE DELETE ON tlog_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
