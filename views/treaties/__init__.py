"""Treaties at a glance: the parts of the Overview, which other pages show too."""
