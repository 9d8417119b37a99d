-- Who was once of a producer's own people: asked when a council is named.
CREATE INDEX identity_ended_grant_of_producer ON identity_ended_grant (producer);
