"""The addresses of access, by their first word."""
