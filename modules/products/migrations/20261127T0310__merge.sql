-- A product that a person found to be another one printed again leads to that one: its row stays as it is, with its code, papers and photos,
-- and is in no list. Whoever takes that back finds everything as it was (decision 107).
ALTER TABLE products_product ADD COLUMN merged_into BLOB REFERENCES products_product (id);
CREATE TABLE products_merge (
  id BLOB PRIMARY KEY NOT NULL,
  province TEXT NOT NULL,
  target BLOB NOT NULL REFERENCES products_product (id),
  merged INTEGER NOT NULL,
  merged_by BLOB NOT NULL,
  undone INTEGER,
  undone_by BLOB,
  log_index INTEGER NOT NULL,
  CHECK ((undone IS NULL) = (undone_by IS NULL))
) STRICT;
-- The products that one merge moved, with where each led before: the one that was merged, and those that had been merged into it.
CREATE TABLE products_merged (
  merge BLOB NOT NULL REFERENCES products_merge (id),
  product BLOB NOT NULL REFERENCES products_product (id),
  led_to BLOB,
  PRIMARY KEY (merge, product)
) STRICT;
CREATE INDEX products_merge_target ON products_merge (target);
CREATE INDEX products_merged_product ON products_merged (product);
CREATE INDEX products_product_merged ON products_product (merged_into) WHERE merged_into IS NOT NULL;
-- Lists and counts leave merged products out: their indexes hold the others alone.
DROP INDEX products_product_facets;
CREATE INDEX products_product_facets ON products_product
  (province, stars, product_group, maker_kind, standing_class, last_day, commune, sort_day, sort_key, number, duplicate_of, id)
  WHERE merged_into IS NULL;
DROP INDEX products_product_standing;
CREATE INDEX products_product_standing ON products_product (standing_class, last_day) WHERE merged_into IS NULL;
