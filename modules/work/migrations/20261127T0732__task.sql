-- Which task of a producer a row belongs to (kernel/access, Task), for whoever helps it in some of them; NULL = its members' alone.
ALTER TABLE work_item ADD COLUMN task INTEGER;
-- Until then all that waited for a producer's people was dossiers, but for what it had registered.
UPDATE work_item SET task = 1 WHERE producer IS NOT NULL AND source = 'evaluation';
