-- Ids of a province's file are unique within its sender and that province: two provinces may call their sender the same.
UPDATE products_product SET register_source = province || '/' || register_source
 WHERE id IN (SELECT c.product FROM products_import_change c JOIN products_import i ON i.id = c.import
               WHERE c.kind = 0 AND i.province <> '*');
