"""Commands of the composition: starting, migrating, examining."""
