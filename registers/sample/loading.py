"""The registers of the sample organisation."""


def load() -> None:
    """Load them, by the same actions that people use."""
