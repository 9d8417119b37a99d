-- The register's usual order, for pages found by key (kernel/lists): without it every page sorts all producers.
CREATE INDEX producers_producer_by_sort ON producers_producer (sort_key, id);
