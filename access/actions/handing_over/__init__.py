"""What somebody owns comes to somebody else: one thing after the other, each by the action of its app."""
