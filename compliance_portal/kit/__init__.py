"""The page `/kit/`: every component in every state, with believable content. Development and tests only."""
