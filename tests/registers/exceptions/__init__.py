"""The registers' exceptions."""
