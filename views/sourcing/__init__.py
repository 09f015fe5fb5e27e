"""The parts of Sources: the table, one source in full, what is disputed, the statements behind a relation."""
