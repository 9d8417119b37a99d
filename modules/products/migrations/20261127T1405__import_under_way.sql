-- A long import is worked on by a job: what it does, and what it has to say when it has ended (import_types.h).
ALTER TABLE products_import ADD COLUMN under_way INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products_import ADD COLUMN told TEXT NOT NULL DEFAULT '';
