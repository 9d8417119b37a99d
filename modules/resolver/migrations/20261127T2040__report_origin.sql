-- Who reports: a visitor, or the program of what it counted (modules/scans). Of a code and kind one case is open at a time.
ALTER TABLE resolver_report ADD COLUMN origin TEXT NOT NULL DEFAULT 'visitor' CHECK (origin IN ('visitor', 'burst', 'spread'));
CREATE UNIQUE INDEX resolver_report_case ON resolver_report (code, origin) WHERE state = 'open' AND origin <> 'visitor';
CREATE INDEX resolver_report_code ON resolver_report (code, origin, reported);
