-- Words of search_text as they were folded in C++: no parser of the server looks at them, so both databases find the same.
CREATE TABLE products_search (
  number BIGINT PRIMARY KEY NOT NULL,
  words TSVECTOR NOT NULL
);
CREATE INDEX products_search_words ON products_search USING GIN (words);
