-- Which products came to a producer by a merge of two records of it: what goes back when the merge is taken back.
CREATE TABLE products_moved_maker (
  merge BLOB NOT NULL,                   -- of modules/producers
  product BLOB NOT NULL REFERENCES products_product (id),
  PRIMARY KEY (merge, product)
) STRICT;
CREATE INDEX products_moved_maker_product ON products_moved_maker (product);   -- an import that is taken back removes products
