"""The graph of treaties: its records, its store, the answers that follow from it, and the command line."""
