-- In which sizes and packs a product is sold (trade items), and what its maker says of it for buyers and channels.
CREATE TABLE items_item (
  id BLOB PRIMARY KEY NOT NULL,
  product BLOB NOT NULL,
  place INTEGER NOT NULL,              -- order on the page
  option TEXT NOT NULL,                -- values of the sheet's axes; '' = none
  option_two TEXT NOT NULL,
  amount INTEGER NOT NULL,             -- net content; 0 = not said
  unit INTEGER NOT NULL,               -- gram, millilitre, millimetre, piece
  gtin TEXT UNIQUE,                    -- 14 digits
  gtin_since INTEGER,                  -- when it got that number; NULL = it has none
  sku TEXT NOT NULL,
  price INTEGER NOT NULL,              -- đồng; 0 = asked for by telephone
  list_price INTEGER NOT NULL,
  stock INTEGER CHECK (stock >= 0),    -- NULL = made to order
  parcel_grams INTEGER NOT NULL,
  parcel_length INTEGER NOT NULL,      -- millimetres
  parcel_width INTEGER NOT NULL,
  parcel_height INTEGER NOT NULL,
  least INTEGER NOT NULL,
  ended INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX items_item_product ON items_item (product, place);

CREATE TABLE items_sheet (
  product BLOB PRIMARY KEY NOT NULL,
  brand TEXT NOT NULL,
  short_name TEXT NOT NULL,
  short_name_en TEXT NOT NULL,
  summary TEXT NOT NULL,
  summary_en TEXT NOT NULL,
  ingredients TEXT NOT NULL,
  ingredients_en TEXT NOT NULL,
  allergens TEXT NOT NULL,
  allergens_en TEXT NOT NULL,
  storage TEXT NOT NULL,
  storage_en TEXT NOT NULL,
  usage TEXT NOT NULL,
  usage_en TEXT NOT NULL,
  returns TEXT NOT NULL,
  returns_en TEXT NOT NULL,
  axis TEXT NOT NULL,
  axis_two TEXT NOT NULL,
  hs_code TEXT NOT NULL,
  vat INTEGER,                         -- percent; NULL = not said
  shelf_life_days INTEGER NOT NULL,
  lead_days INTEGER NOT NULL,
  season INTEGER NOT NULL,             -- bit m-1 = month m; 0 = the whole year
  version INTEGER NOT NULL
) STRICT;
