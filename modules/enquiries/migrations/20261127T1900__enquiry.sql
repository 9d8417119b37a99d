-- What visitors ask makers. A row is gone ninety days after it was asked: whoever still wants to know asks again.
CREATE TABLE enquiries_enquiry (
  id BLOB PRIMARY KEY NOT NULL,
  producer BLOB NOT NULL,
  name TEXT NOT NULL,
  contact TEXT NOT NULL,               -- telephone, Zalo or mail
  words TEXT NOT NULL,
  asked INTEGER NOT NULL,
  answered INTEGER,
  answered_by BLOB,                    -- account
  version INTEGER NOT NULL,
  CHECK ((answered IS NULL) = (answered_by IS NULL))
) STRICT;
CREATE INDEX enquiries_enquiry_producer ON enquiries_enquiry (producer, asked);
CREATE INDEX enquiries_enquiry_asked ON enquiries_enquiry (asked);
CREATE INDEX enquiries_enquiry_answered_by ON enquiries_enquiry (answered_by) WHERE answered_by IS NOT NULL;
