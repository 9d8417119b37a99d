-- What happened to an account is only ever added to.
INSERT INTO ocop_append_only (name) VALUES ('identity_event');
