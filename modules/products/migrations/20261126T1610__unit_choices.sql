-- The units of today that a printed address may be, when a person has to say which. '?' = not looked at yet (Service::look_at_units).
ALTER TABLE products_product ADD COLUMN unit_choices TEXT NOT NULL DEFAULT '?';
CREATE INDEX products_product_unit_choices ON products_product (province, sort_key) WHERE unit_choices <> '' AND unit_choices <> '?';
-- Xã Ba Chẽ is 06970: data/places had the code that its source took back.
UPDATE products_product SET commune = '06970' WHERE commune = '06978';
