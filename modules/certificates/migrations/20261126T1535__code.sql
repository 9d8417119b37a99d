-- The product's public code on the day of issue: what is printed leads to it, so the entry in the log says it. '' before.
ALTER TABLE certificates_certificate ADD COLUMN code TEXT NOT NULL DEFAULT '';
