"""Settings: `base` for all, then `dev`, `test` and `production`. Only this package reads the environment."""
