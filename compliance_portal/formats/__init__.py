"""How dates and times are written, a package for each language."""
