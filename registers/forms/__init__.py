"""Input about the registers."""
