-- Keys of repeated requests are the kernel's now (kernel/idempotency): those of the last days may be forgotten, because a product has one
-- open dossier whatever key comes.
DROP TABLE evaluation_idempotency;
