"""The parts of the pages that answer questions of law: what is asked, how verdicts look, what one takes away."""
