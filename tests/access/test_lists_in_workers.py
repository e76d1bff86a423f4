"""Lists by name: a worker knows them though it never answered a request, and each name is one list's."""

import subprocess
import sys
from pathlib import Path

import pytest

from access.pages import ListPage

ROOT = Path(__file__).resolve().parents[2]
# What a worker does before its first job: the apps are loaded, no address was asked for.
FRESH = """
import django
django.setup()
from access.jobs import _list_page
print(_list_page("people").__name__)
"""


def test_a_fresh_process_knows_every_list() -> None:
    command = [sys.executable, "-W", "ignore", "-c", FRESH]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "PeoplePage"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, type[ListPage]]:
    """The lists there are, put back afterwards."""
    monkeypatch.setattr(ListPage, "every", dict(ListPage.every))
    return ListPage.every


def test_an_abstract_list_needs_no_name(names: dict[str, type[ListPage]]) -> None:
    before = dict(names)

    class Below(ListPage):
        """What several lists share."""

    assert names == before

    class Real(Below):
        name = "real-for-a-test"

    assert names["real-for-a-test"] is Real


def test_two_lists_of_one_name_are_refused(names: dict[str, type[ListPage]]) -> None:
    class First(ListPage):
        name = "twice-for-a-test"

    with pytest.raises(TypeError, match="Two lists are called twice-for-a-test: First and Second"):

        class Second(ListPage):
            name = "twice-for-a-test"

    assert names["twice-for-a-test"] is First
