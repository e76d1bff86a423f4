"""The REST API: base classes every app's API is built from, and the API of people, roles and the trail."""
