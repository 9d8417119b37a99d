-- A gift box that a maker offers; what a buyer says of a gift goes with who bought.
ALTER TABLE orders_seller ADD COLUMN gifts INTEGER NOT NULL DEFAULT 0;       -- 1 = offered
ALTER TABLE orders_seller ADD COLUMN gift_words TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_seller ADD COLUMN gift_price INTEGER NOT NULL DEFAULT 0;  -- đồng an order
ALTER TABLE orders_order ADD COLUMN gift INTEGER NOT NULL DEFAULT 0;         -- 1 = in a gift box
ALTER TABLE orders_order ADD COLUMN gift_price INTEGER NOT NULL DEFAULT 0;   -- as it was ordered; part of the total
ALTER TABLE orders_order ADD COLUMN gift_card TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN receiver TEXT NOT NULL DEFAULT '';       -- '' = the buyer receives it
ALTER TABLE orders_order ADD COLUMN receiver_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN receiver_address TEXT NOT NULL DEFAULT '';
