"""Commands are run as `manage.py` runs them: from the command line."""

from collections.abc import Iterator

import pytest

from trail.context import acting_from, command_line


@pytest.fixture(autouse=True)
def at_the_command_line() -> Iterator[None]:
    with acting_from(command_line("a test")):
        yield
