-- Links that are over are emptied and removed by their day: without this all were read for it.
CREATE INDEX notices_link_by_expiry ON notices_link (expires);
