"""How a parallel run shares the tests out: what is long goes first, what shares something dear stays together.

xdist's own mark `xdist_group` does nothing here: it writes into a name that pytest 9 no longer reads.
"""

import os
from collections import Counter
from typing import Any

import pytest
from _pytest.nodeid import coerce_node_id
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


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tell schemathesis's tests apart: all of one function come with the same id."""
    label = getattr(item, "operation_label", None)
    if label is not None:
        item._id = coerce_node_id(f"{item.nodeid}[{label}]")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse two tests of one id: a parallel run would silently leave out all but the first."""
    ids = Counter(item.nodeid for item in items)
    twice = [name for name, count in ids.items() if count > 1]
    if twice:
        raise pytest.UsageError(f"Tests with the same id, of which a parallel run would do one: {', '.join(twice)}")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst | None:
    """Return how the tests are shared out, unless the command line asks for another way (`--dist`)."""
    return LongestFirst(config, log) if config.option.dist == "load" else None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return more processes than cores: the supervised tests and the browser's wait for others half of their time."""
    return (os.cpu_count() or 2) + 2
