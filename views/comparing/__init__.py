"""The parts of Compare: matrices, two states, two treaties, differences marked."""
