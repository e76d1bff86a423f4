"""The registers' files."""
