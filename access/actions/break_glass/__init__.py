"""The emergency sign-in: an account in a safe, and a door that an operator opens for some hours."""
