"""What operators do for people on the command line."""
