-- How a session began, and when its holder last showed to be the holder. 'half': the password was right, the second step is still to be done;
-- it is nobody's session until then. Those of before began with a password.
ALTER TABLE identity_session ADD COLUMN signed_by TEXT NOT NULL DEFAULT 'password'
  CHECK (signed_by IN ('half', 'password', 'code', 'recovery_code', 'passkey'));
ALTER TABLE identity_session ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;
