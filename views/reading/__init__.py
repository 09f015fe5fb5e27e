"""The parts of Read: an article, what stands beside it, its matches in other treaties."""
