-- Who was once of a producer's own people: asked when a council is named.
CREATE INDEX identity_ended_grant_of_producer ON identity_ended_grant (producer);
CREATE INDEX identity_grant_until ON identity_grant (producer) WHERE until IS NOT NULL;
