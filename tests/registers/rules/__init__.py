"""The pure decisions of the registers."""
