-- The newest signed head is asked for by every reader of /checkpoint: without this all of them, one a minute, were sorted for it.
CREATE INDEX tlog_checkpoint_newest ON tlog_checkpoint (size, made);
