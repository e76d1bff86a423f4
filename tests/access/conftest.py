"""What tests of several parts of access use."""

import pytest


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what would be handed to a worker; the queue itself is tried with a real worker elsewhere."""
    handed: list[str] = []
    monkeypatch.setattr("access.tasks.run_job.delay", handed.append)
    return handed
