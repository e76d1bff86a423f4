"""The append-only record of who changed what, when, why and from where."""
