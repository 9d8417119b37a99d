-- `ocop verify files` adds up what each producer's files take: without this all rows were read for each producer.
CREATE INDEX blobs_holder_account ON blobs_holder (account);
