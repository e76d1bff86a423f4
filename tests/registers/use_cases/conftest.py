"""Use cases are rows: every test of them works in a transaction of its own."""

import pytest


@pytest.fixture(autouse=True)
def _in_a_transaction(db: None) -> None:
    """Have what a test enters go with the test."""
