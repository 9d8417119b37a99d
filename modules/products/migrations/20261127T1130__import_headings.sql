-- What the headings of a register file are taken for, as JSON, and the required columns that none of them is (import_types.h).
ALTER TABLE products_import ADD COLUMN headings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE products_import ADD COLUMN missing TEXT NOT NULL DEFAULT '';
