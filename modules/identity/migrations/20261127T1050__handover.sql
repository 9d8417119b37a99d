-- An office passes from one person to another on a day: the role of the one ends when that of the other begins.
ALTER TABLE identity_grant ADD COLUMN since INTEGER;
ALTER TABLE identity_ended_grant ADD COLUMN since INTEGER;
ALTER TABLE identity_waiting_grant ADD COLUMN since INTEGER;
ALTER TABLE identity_waiting_grant ADD COLUMN instead_of BLOB REFERENCES identity_account (id);
