"""The resources of people, roles and the trail."""
