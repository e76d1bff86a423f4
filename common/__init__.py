"""Model-free helpers that every app may use."""
