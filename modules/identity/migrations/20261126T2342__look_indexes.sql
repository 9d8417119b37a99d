-- Who signs in, and each request of a person, asks for the grants of one account; the unique indexes hold each only a part of the grants,
-- so all of them were read each time. Sessions that are over are found by either of their two days.
CREATE INDEX identity_grant_of_account ON identity_grant (account, granted, id);
CREATE INDEX identity_session_by_created ON identity_session (created);
