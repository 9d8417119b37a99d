-- How many makers a province has, without a look at each row.
CREATE INDEX products_product_makers ON products_product (province, producer) WHERE producer IS NOT NULL AND merged_into IS NULL;
