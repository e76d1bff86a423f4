"""Emergency access: prepared for a safe, opened by an operator, over by itself, and never in silence."""
