"""Pages about groups of the directory: the list, those seen in sign-ins, one, and what changes what it gives."""
