-- Written views of a renewal's council (article 7.6d of Decision 26/2026/QĐ-TTg): "lấy ý kiến bằng văn bản; chỉ tổ chức họp trực tiếp khi
-- có nhiều ý kiến đánh giá khác nhau hoặc có nội dung phức tạp cần thảo luận". How many that differ are "nhiều", and how many working days a
-- member has, the article leaves open: settings of the province, fixed in the dossier when its council is named.
ALTER TABLE evaluation_setting ADD COLUMN differing_least INTEGER NOT NULL DEFAULT 1 CHECK (differing_least > 0);
ALTER TABLE evaluation_setting ADD COLUMN position_days INTEGER NOT NULL DEFAULT 7 CHECK (position_days > 0);
ALTER TABLE evaluation_dossier ADD COLUMN differing_least INTEGER NOT NULL DEFAULT 1 CHECK (differing_least > 0);
ALTER TABLE evaluation_dossier ADD COLUMN position_days INTEGER NOT NULL DEFAULT 7 CHECK (position_days > 0);
-- none: sheets are scored at once. Councils that were named before stay so.
ALTER TABLE evaluation_dossier ADD COLUMN positions TEXT NOT NULL DEFAULT 'none'
  CHECK (positions IN ('none', 'asked', 'agreed', 'meeting'));
ALTER TABLE evaluation_dossier ADD COLUMN positions_until INTEGER;   -- day

-- One a seat, never changed. `commitment` = HMAC(salt, canonical text) is in the log.
CREATE TABLE evaluation_position (
  dossier BLOB NOT NULL REFERENCES evaluation_dossier (id),
  seat INTEGER NOT NULL,
  member BLOB NOT NULL,                -- account: whose seat it is
  stand TEXT NOT NULL CHECK (stand IN ('agree', 'differ')),   -- with the report of the office that advises
  words TEXT NOT NULL,
  matter TEXT NOT NULL CHECK (matter IN ('plain', 'complex')),
  complexity TEXT NOT NULL,            -- what is complex and why it needs a meeting
  given INTEGER NOT NULL,
  salt BLOB NOT NULL,
  commitment TEXT NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (dossier, seat),
  CHECK (stand = 'agree' OR words <> ''),
  CHECK ((matter = 'complex') = (complexity <> ''))
) STRICT;
CREATE INDEX evaluation_position_member ON evaluation_position (member);
INSERT INTO ocop_append_only (name) VALUES ('evaluation_position');
