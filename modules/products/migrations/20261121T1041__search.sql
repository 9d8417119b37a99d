-- Words of search_text. Prefix lists answer a half-typed last word at once.
CREATE VIRTUAL TABLE products_search USING fts5 (words, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0');
