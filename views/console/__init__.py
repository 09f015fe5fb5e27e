"""The parts of Cypher: the answer, the library, parameters and history."""
