-- A helper's grant: for which tasks (bits of kernel/access, Task), and until when; NULL = until it is ended.
ALTER TABLE identity_grant ADD COLUMN tasks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity_grant ADD COLUMN until INTEGER;
ALTER TABLE identity_ended_grant ADD COLUMN tasks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity_ended_grant ADD COLUMN until INTEGER;
