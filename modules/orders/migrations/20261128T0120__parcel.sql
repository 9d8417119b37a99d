-- Who brings a parcel, and the cash that the carrier took in for the maker: legal days, đồng. The tracking number goes with who bought.
ALTER TABLE orders_order ADD COLUMN carrier TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN tracking TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN parcel_day INTEGER;      -- handed to the carrier
ALTER TABLE orders_order ADD COLUMN collected INTEGER;
ALTER TABLE orders_order ADD COLUMN remitted INTEGER;
ALTER TABLE orders_order ADD COLUMN remitted_amount INTEGER;
ALTER TABLE orders_order ADD COLUMN carriage_fee INTEGER;
