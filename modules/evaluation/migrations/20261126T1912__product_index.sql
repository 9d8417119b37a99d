-- Dossiers of a product: its page names them, and the next dossier begins from the last. Rows that are decided never end.
CREATE INDEX evaluation_dossier_product ON evaluation_dossier (product);
