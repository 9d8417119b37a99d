-- A decision, a certificate and a withdrawal are facts: what changes a fact is another fact.
INSERT INTO ocop_append_only (name) VALUES ('certificates_decision'), ('certificates_certificate'), ('certificates_withdrawal');
