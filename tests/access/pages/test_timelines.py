"""Who reads an object's timeline, and how much of it."""

from typing import Any

import pytest

from access.models import Department, Person
from tests.access.pages.plans import rename
from tests.factories.clients import client_of
from tests.factories.people import make_person
from trail.context import Origin, acting_from

ADDRESS, REQUEST = "203.0.113.9", "abc-123-def"


@pytest.fixture
def told(plan: Department) -> Department:
    with acting_from(Origin(channel="web", address=ADDRESS, request_id=REQUEST)):
        return rename(plan.pk, name="Research")


def shown_to(person: Person, plan: Department, path: str = "") -> tuple[Any, str]:
    answer = client_of(person).get(f"/plans/{plan.pk}/{path}")
    return answer.context["timeline"], answer.content.decode()


def test_it_works(told: Department) -> None:
    member = make_person("Mia Member", department="Research")
    timeline, content = shown_to(member, told)
    assert timeline[0].sentence == "The portal renamed the department Engineering to Research"
    assert ("name", "Engineering", "Research") in timeline[0].diff
    assert {(entry.address, entry.request_id, entry.channel) for entry in timeline} == {(None, "", "")}
    assert ADDRESS not in content
    assert REQUEST not in content
    assert "/trail/" not in content


def test_readers_of_the_trail_see_where_it_came_from(told: Department, administrator: Person) -> None:
    timeline, content = shown_to(administrator, told)
    assert (timeline[0].address, timeline[0].request_id) == (ADDRESS, REQUEST)
    assert f"{ADDRESS}" in content
    assert 'href="/trail/"' in content


def test_the_page_decides(told: Department, administrator: Person) -> None:
    member = make_person("Mia Member", department="Research")
    assert shown_to(member, told, "quiet/")[0] is None
    assert shown_to(administrator, told, "quiet/")[0]
