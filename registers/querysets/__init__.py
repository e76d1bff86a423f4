"""Named questions about the registers."""
