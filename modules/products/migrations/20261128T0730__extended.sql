-- The last day on which a star goes on after its term while a renewal waits for its result (Decision 26/2026, article 12.3): a copy of what
-- the log says, as the rest of a standing is, put right by certificates.
ALTER TABLE products_product ADD COLUMN extended_until INTEGER;
CREATE INDEX products_product_extended ON products_product (extended_until) WHERE extended_until IS NOT NULL;
