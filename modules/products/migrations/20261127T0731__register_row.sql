-- What a register printed of a product, as it was read: a JSON list in the order of the file's columns (register_columns.h). The export of
-- the register is this, so that nothing changes when it is brought in again. Empty: the product is of no register.
ALTER TABLE products_product ADD COLUMN register_row TEXT NOT NULL DEFAULT '';
ALTER TABLE products_import_change ADD COLUMN register_row TEXT;
