-- Quotations of makers. Who asked is emptied half a year after it ended; what was offered and agreed stays.
CREATE TABLE quotations_quotation (
  id BLOB PRIMARY KEY NOT NULL,
  number TEXT NOT NULL UNIQUE,         -- eleven digits
  key BLOB NOT NULL UNIQUE,            -- SHA-256 of what the buyer's address holds: the same form sent twice is one quotation
  producer BLOB NOT NULL,
  opened_by INTEGER NOT NULL,          -- 0 = the buyer, 1 = the maker for somebody who rang
  state INTEGER NOT NULL,
  company TEXT NOT NULL,               -- '' = none, or forgotten
  tax_code TEXT NOT NULL,
  name TEXT NOT NULL,                  -- '' = forgotten
  phone TEXT NOT NULL,
  mail TEXT NOT NULL,                  -- '' = the buyer looks by himself
  place TEXT NOT NULL,
  words TEXT NOT NULL,
  wanted_by INTEGER,
  language INTEGER NOT NULL,           -- of the letters
  opened INTEGER NOT NULL,
  until INTEGER,                       -- when it lapses
  moved INTEGER NOT NULL,
  reason TEXT NOT NULL,
  offers INTEGER NOT NULL,             -- the number of the newest offer; 0 = none yet
  order_number TEXT NOT NULL,          -- '' = no order came of it
  waiting INTEGER NOT NULL,            -- 1 = its maker is next
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX quotations_quotation_producer ON quotations_quotation (producer, waiting, moved, id);
CREATE INDEX quotations_quotation_asked ON quotations_quotation (producer, phone) WHERE state = 0;
CREATE INDEX quotations_quotation_until ON quotations_quotation (until) WHERE until IS NOT NULL;
CREATE INDEX quotations_quotation_moved ON quotations_quotation (moved) WHERE phone <> '';

CREATE TABLE quotations_wanted (
  quotation BLOB NOT NULL REFERENCES quotations_quotation (id),
  position INTEGER NOT NULL,
  item BLOB NOT NULL,
  product BLOB NOT NULL,
  title TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (quotation, position)
) STRICT;

-- What was offered, each time. A mended one is another row; nothing of an offer is changed but that words about a person are emptied.
CREATE TABLE quotations_offer (
  quotation BLOB NOT NULL REFERENCES quotations_quotation (id),
  number INTEGER NOT NULL,             -- from 1
  written INTEGER NOT NULL,
  written_by BLOB NOT NULL,            -- account
  delivery INTEGER NOT NULL,           -- đồng
  box TEXT NOT NULL,
  vat TEXT NOT NULL,
  terms TEXT NOT NULL,
  valid_until INTEGER NOT NULL,
  ready INTEGER,
  seller_tax TEXT NOT NULL,
  seller_phone TEXT NOT NULL,
  seller_address TEXT NOT NULL,
  PRIMARY KEY (quotation, number)
) STRICT;
CREATE INDEX quotations_offer_written_by ON quotations_offer (written_by, written);

CREATE TABLE quotations_line (
  quotation BLOB NOT NULL,
  offer INTEGER NOT NULL,
  position INTEGER NOT NULL,
  item BLOB,                           -- NULL = words alone
  product BLOB,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  count INTEGER NOT NULL,
  price INTEGER NOT NULL,              -- đồng each, before the discount
  discount INTEGER NOT NULL,           -- tenths of a per cent
  PRIMARY KEY (quotation, offer, position),
  FOREIGN KEY (quotation, offer) REFERENCES quotations_offer (quotation, number)
) STRICT;
CREATE INDEX quotations_line_product ON quotations_line (product) WHERE product IS NOT NULL;
CREATE INDEX quotations_wanted_product ON quotations_wanted (product);
