-- Who printed a public paper is kept of its office and its maker alone: of other accounts nothing, and they are visitors as those without one.
UPDATE certificates_copy SET printer = 'visitor', printed_by = NULL WHERE printer = 'account';
