"""Service identities: what they may hold, their pages, their tokens."""
