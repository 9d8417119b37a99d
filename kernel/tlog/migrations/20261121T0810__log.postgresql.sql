-- As the SQLite file beside it; only literals and triggers differ.
CREATE TABLE tlog_head (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  size BIGINT NOT NULL CHECK (size >= 0),
  root BYTEA NOT NULL CHECK (length(root) = 32),
  frontier BYTEA NOT NULL CHECK (length(frontier) % 32 = 0)
);

CREATE TABLE tlog_entry (
  position BIGINT PRIMARY KEY CHECK (position >= 0),
  entry TEXT NOT NULL,
  leaf BYTEA NOT NULL CHECK (length(leaf) = 32)
);

CREATE TABLE tlog_node (
  level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 7),
  position BIGINT NOT NULL CHECK (position >= 0),
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, position)
);

CREATE TABLE tlog_checkpoint (
  size BIGINT NOT NULL CHECK (size >= 0),
  signer TEXT NOT NULL,
  note TEXT NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (size, signer)
);

INSERT INTO tlog_head (id, size, root, frontier)
  VALUES (1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '');

CREATE FUNCTION tlog_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TRIGGER tlog_entry_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_entry FOR EACH STATEMENT EXECUTE FUNCTION tlog_refuse();
CREATE TRIGGER tlog_node_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_node FOR EACH STATEMENT EXECUTE FUNCTION tlog_refuse();
CREATE TRIGGER tlog_checkpoint_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION tlog_refuse();
