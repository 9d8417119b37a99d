-- Who sent it the last time: what an officer mended, who is also a member or helper, is confirmed by somebody else.
ALTER TABLE registrations_registration ADD COLUMN sent_by BLOB;   -- account
UPDATE registrations_registration SET sent_by = asked_by;
