-- What a token may do of what its holder may: 0 = read, 1 = everything. Those that were made before could do everything.
ALTER TABLE identity_token ADD COLUMN scope INTEGER NOT NULL DEFAULT 1 CHECK (scope IN (0,1));
