"""How a parallel run shares the tests out: what is long goes first, what shares something dear stays together.

xdist's own mark `xdist_group` does nothing here: it writes into a name that pytest 9 no longer reads.
"""

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# They start and kill a whole portal, one at a time, and wait more than they compute; those of test_up.py share one.
SUPERVISED = (
    "tests/compliance_portal/test_up.py::",
    "tests/compliance_portal/test_existing_servers.py::",
    "tests/compliance_portal/test_database_away.py::test_it_works",
    "tests/compliance_portal/test_connections.py::test_a_home_with_a_space",
)
# Each file is worth a browser and a server of its own.
BROWSER = "tests/browser/"


class LongestFirst(LoadScopeScheduling):
    """Hands out the supervised tests as one, the browser's by file, all others one by one; most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(SUPERVISED):
            return "supervised"
        return nodeid.partition("::")[0] if nodeid.startswith(BROWSER) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst | None:
    """Return how the tests are shared out, unless the command line asks for another way (`--dist`)."""
    return LongestFirst(config, log) if config.option.dist == "load" else None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return more processes than cores: the supervised tests and the browser's wait for others half of their time."""
    return (os.cpu_count() or 2) + 2
