"""The pages of access, by noun."""
