-- Of a buyer who needs an invoice: on whom it is to be made out; emptied with who bought. And the invoice that the maker's provider issued.
ALTER TABLE orders_order ADD COLUMN invoiced INTEGER NOT NULL DEFAULT 0;   -- 1 = asked for
ALTER TABLE orders_order ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN company_tax_code TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN company_address TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN invoice_mail TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN invoice_series TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN invoice_number TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN invoice_code TEXT NOT NULL DEFAULT '';
ALTER TABLE orders_order ADD COLUMN invoice_day INTEGER;
