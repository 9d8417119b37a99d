-- The job that is at work on an import: one that was cancelled, or died, leaves the import to the person again.
ALTER TABLE products_import ADD COLUMN job BLOB;
