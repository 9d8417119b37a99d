-- What is handed in is sealed by the place of its entry: without this each hand-in read all that came before.
CREATE INDEX evaluation_submission_log_index ON evaluation_submission (log_index);
