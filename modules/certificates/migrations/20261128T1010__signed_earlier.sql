-- Who signed an earlier state of a decision's file alone: bytes were added behind that signature, and a later one covers them.
ALTER TABLE certificates_ruling ADD COLUMN signed_earlier TEXT NOT NULL DEFAULT '';
