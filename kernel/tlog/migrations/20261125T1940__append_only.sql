-- Entries, hashes and checkpoints are only ever added (kernel/db: append-only tables); the triggers of the first step stay beside the general ones.
INSERT INTO ocop_append_only (name) VALUES ('tlog_entry'), ('tlog_node'), ('tlog_checkpoint');
