"""Until when an emergency is open is told in each reader's language and time zone; the command line keeps UTC."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone, translation

from access.models import Person
from tests.factories.break_glass import open_it, prepare
from trail.models import TrailEntry

EVENING = datetime(2031, 3, 3, 22, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "told"),
    [
        ("en", "America/New_York", "3 Mar 2031, 19:16 EST"),
        ("de", "Europe/Berlin", "4. März 2031, 01:16 CET"),
    ],
)
def test_it_works(administrator: Person, officer: Person, language: str, zone: str, told: str) -> None:
    officer.language, officer.time_zone = language, zone
    officer.save(update_fields=["language", "time_zone"])
    account = prepare().person
    with time_machine.travel(EVENING, tick=False):
        assert "2031-03-04 00:16 UTC" in open_it(hours=2)
    assert told in officer.notifications.get(kind="break-glass").title
    assert told not in administrator.notifications.get(kind="break-glass").title, "everybody has their own"
    entry = TrailEntry.objects.about(account)[0]
    assert entry.details["until"] == "2031-03-04T00:16:05Z"
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        assert told in entry.sentence
