-- The bytes of blobs_blob in pieces. EXTERNAL: pictures and PDFs are packed already, another packing only costs time.
CREATE TABLE blobs_chunk (
  sha256 TEXT NOT NULL REFERENCES blobs_blob (sha256) ON DELETE CASCADE,
  number BIGINT NOT NULL CHECK (number >= 0),
  bytes BYTEA NOT NULL CHECK (length(bytes) > 0),
  PRIMARY KEY (sha256, number)
);
ALTER TABLE blobs_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
