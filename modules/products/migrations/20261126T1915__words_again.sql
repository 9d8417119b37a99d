-- The words that products are found by now hold the former province of their commune. '?' = not worked out yet: the program does at its start.
UPDATE products_product SET search_text = '?';
CREATE INDEX products_product_words_again ON products_product (id) WHERE search_text = '?';
