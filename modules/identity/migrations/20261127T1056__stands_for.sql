-- Whose office it is, where a colleague acts in it for some days.
ALTER TABLE identity_grant ADD COLUMN stands_for BLOB REFERENCES identity_account (id);
ALTER TABLE identity_ended_grant ADD COLUMN stands_for BLOB REFERENCES identity_account (id);
CREATE INDEX identity_grant_stands_for ON identity_grant (stands_for) WHERE stands_for IS NOT NULL;
