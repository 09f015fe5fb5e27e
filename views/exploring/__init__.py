"""The parts of Explore and Paths: filters, look, saved views, what stands beside and below the canvas, paths as sentences."""
