-- Products by how they stand on a day, for the catalogue's facet and the home page: rows of one class and one last day come together, so
-- that a few hundred groups are looked at and not 17,000 rows.
CREATE INDEX products_product_standing ON products_product (standing_class, last_day);
