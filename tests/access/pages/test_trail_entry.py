"""One entry of the trail: names and links for what it concerns, times and values as everywhere."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from access.actions.people import edit_person
from access.actions.roles import assign_role
from access.models import Person, Role
from access.trail_objects import concerned_by
from tests.factories.clients import client_of
from tests.factories.people import make_department
from trail.models import TrailEntry
from trail.telling import named_in_words, value_of
from trail.verbs import sentence, verbs_saying

URL = "/trail/"


@pytest.fixture
def page(administrator: Person) -> Client:
    return client_of(administrator)


@pytest.fixture
def given(administrator: Person, engineer: Person) -> TrailEntry:
    """The entry of a role that was given."""
    assign_role(engineer.pk, Role.objects.get(slug="auditor").pk, by=administrator, reason="Engagement")
    return TrailEntry.objects.about(engineer).filter(verb="access.role.assigned")[0]


def test_it_works(page: Client, given: TrailEntry, engineer: Person) -> None:
    shown = page.get(given.get_absolute_url()).content.decode()
    role = Role.objects.get(slug="auditor")
    assert f'href="{engineer.get_absolute_url()}">Emil Engineer</a>' in shown
    assert f'href="{role.get_absolute_url()}">Auditor</a>' in shown
    assert f"{URL}?about=access.role:{role.pk}" in shown
    assert "access.role:" not in re.sub(r'href="[^"]*"', "", shown)


def test_what_is_gone_is_told_by_kind_and_short_id(given: TrailEntry, administrator: Person) -> None:
    gone = "0190ffff-0000-7000-8000-00000000beef"
    given.about = [f"access.role:{gone}", "shoes.shoe:12", f"access.person:{given.subject_id}"]
    first, role, shoe = concerned_by(given, administrator)
    assert (first.kind, first.name) == ("Person", "Emil Engineer")
    assert (role.kind, role.name, role.url) == ("Role", "…0000beef", "")
    assert (shoe.kind, shoe.url) == ("shoes.shoe", "")


def test_no_page_is_offered_that_the_reader_may_not_see(given: TrailEntry, nobody: Person) -> None:
    assert [each.url for each in concerned_by(given, nobody)] == ["", ""]


def test_moments_are_shown_as_everywhere(page: Client, given: TrailEntry) -> None:
    change = {"kind": "created", "type": "access.roleassignment", "id": "1", "name": "Emil: Auditor"}
    given.changes = [{**change, "fields": {"given_at": [None, "2026-03-04 05:06:07.891011"]}}]
    ((label, before, after),) = given.diff
    assert (label, before) == ("given", None) or before is None
    assert "891011" not in after
    assert 'datetime="2026-03-04T05:06:07+00:00"' in after


@pytest.mark.parametrize(
    ("kind", "name", "value", "shown"),
    [
        ("access.person", "is_active", False, "No"),
        ("access.person", "name", "2026-03-04", "2026-03-04"),
        ("access.job", "total", 12345, "12,345"),
        ("access.job", "total", None, None),
        ("access.job", "state", "done", "Done"),
        ("no.model", "at_all", "x", "x"),
        ("access.roleassignment", "given_at", "no moment", "no moment"),
    ],
)
def test_values_are_shown_by_their_field(kind: str, name: str, value: object, shown: object) -> None:
    assert value_of(kind, name, value) == shown


def test_an_entry_that_was_read_is_not_told_by_its_id(page: Client, given: TrailEntry) -> None:
    page.get(given.get_absolute_url())
    read = TrailEntry.objects.filter(verb="trail.entries.read").latest("id")
    assert read.sentence == "Ada Administrator read the trail (one entry)"
    assert sentence(read.verb, {"by": "Ada", "detail": str(given.pk)}) == "Ada read the trail (one entry)"


def test_details_are_told_by_their_name() -> None:
    assert named_in_words("until", "2026-03-04") == "4 Mar 2026"
    assert named_in_words("source", "2026-03-04") == "2026-03-04"
    assert named_in_words("rows", 1836) == "1,836"


def test_the_words_on_the_page_find_it_in_every_language(page: Client, administrator: Person, engineer: Person) -> None:
    edit_person(engineer.pk, name="Emil", department_id=make_department("Research").pk, by=administrator)
    entry = TrailEntry.objects.filter(verb="access.person.edited")[0]
    for language in ("en", "de"):
        Person.objects.filter(pk=administrator.pk).update(language=language)
        with override(language):
            told, word = entry.sentence, {"en": "details", "de": "geändert"}[language]
            assert entry.verb in verbs_saying(word)
        for query in (told, f"{word} emil"):
            rows = page.get(URL, {"q": query}).context["listing"].table.rows
            assert entry.pk in [row.record.pk for row in rows], query
        assert not page.get(URL, {"q": f"{word} zebra"}).context["listing"].table.rows
