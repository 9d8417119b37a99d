-- Who was looked at asks by whom.
CREATE INDEX identity_personal_view_of_whom ON identity_personal_view (what, at);
