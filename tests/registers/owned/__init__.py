"""What people own in the registers."""
