"""Pages about service identities: the list, one of them, what changes them, and their tokens."""
