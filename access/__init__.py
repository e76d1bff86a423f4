"""People, roles, sessions and tokens; the page and API base classes."""
