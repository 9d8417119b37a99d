-- Orders of buyers, each of one maker. Who bought is emptied after half a year in one state; what was bought and paid stays.
CREATE TABLE orders_order (
  id BLOB PRIMARY KEY NOT NULL,
  number TEXT NOT NULL UNIQUE,         -- eleven digits
  key BLOB NOT NULL UNIQUE,            -- SHA-256 of what the buyer's address holds: the same form sent twice is one order
  producer BLOB NOT NULL,
  state INTEGER NOT NULL,
  pay INTEGER NOT NULL,
  way INTEGER NOT NULL,
  buyer TEXT NOT NULL,                 -- '' = forgotten
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  note TEXT NOT NULL,
  mail TEXT NOT NULL,                  -- '' = the buyer looks by himself
  language INTEGER NOT NULL,           -- of the letters
  total INTEGER NOT NULL,              -- đồng
  bin TEXT NOT NULL,                   -- where it is paid to, as it stood then; '' = cash
  account TEXT NOT NULL,
  holder TEXT NOT NULL,
  placed INTEGER NOT NULL,
  until INTEGER,
  paid INTEGER,
  refunded INTEGER,
  moved INTEGER,                       -- when it came into its state
  reason TEXT NOT NULL,
  waiting INTEGER NOT NULL,            -- 1 = its maker is next
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_order_producer ON orders_order (producer, waiting, placed, id);
CREATE INDEX orders_order_open ON orders_order (producer, phone) WHERE state < 2 AND paid IS NULL;   -- placed or confirmed, and not paid
CREATE INDEX orders_order_until ON orders_order (until) WHERE until IS NOT NULL;
CREATE INDEX orders_order_moved ON orders_order (moved) WHERE phone <> '';

CREATE TABLE orders_line (
  order_id BLOB NOT NULL REFERENCES orders_order (id),
  position INTEGER NOT NULL,
  item BLOB NOT NULL,
  product BLOB NOT NULL,
  title TEXT NOT NULL,                 -- as it was ordered
  price INTEGER NOT NULL,
  count INTEGER NOT NULL,
  counted INTEGER NOT NULL,            -- 1 = taken out of a stock
  PRIMARY KEY (order_id, position)
) STRICT;
CREATE INDEX orders_line_product ON orders_line (product);
