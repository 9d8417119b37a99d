-- Attempts that are counted. The key is a keyed digest of what they are counted by: no name and no address is kept.
CREATE TABLE throttle_bucket (
  bucket BLOB PRIMARY KEY CHECK (length(bucket) = 16),
  reached INTEGER NOT NULL
) STRICT;
CREATE INDEX throttle_bucket_full ON throttle_bucket (reached);
