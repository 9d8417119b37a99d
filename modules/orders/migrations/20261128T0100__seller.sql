-- What a maker's papers say of it: the register has neither its registered name nor its tax code.
CREATE TABLE orders_seller (
  producer BLOB PRIMARY KEY NOT NULL,
  legal_name TEXT NOT NULL,            -- '' = the name of its page stands for it
  tax_code TEXT NOT NULL,              -- of a business; a household's twelve digits are its owner's and not kept
  address TEXT NOT NULL,               -- where parcels come from and orders are fetched
  version INTEGER NOT NULL
) STRICT;
-- When an order was handed over, whatever became of it since. Of those of before it is known as well as their last step tells.
ALTER TABLE orders_order ADD COLUMN handed INTEGER;
UPDATE orders_order SET handed = moved WHERE state IN (2, 3, 6, 7);
CREATE INDEX orders_order_handed ON orders_order (producer, handed) WHERE handed IS NOT NULL;
