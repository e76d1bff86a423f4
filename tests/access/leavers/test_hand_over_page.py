"""The page where what somebody owns is handed over: choose, confirm with the number, read what stays."""

import re
from typing import Any

import pytest

from access.actions import jobs
from access.bulk import mark_of
from access.models import Job, Person
from registers.models import UseCase
from tests.factories.clients import client_of
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import make_person
from tests.factories.use_cases import make_draft


def address(person: Person) -> str:
    return f"/access/people/{person.pk}/hand-over/"


def chosen(*rows: Any, kind: str = "use-cases") -> list[str]:
    return [f"{kind}:{row.pk}" for row in rows]


def ticked(page: str) -> list[str]:
    return re.findall(r'name="rows" value="([^"]+)" checked', page)


def test_it_works(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    taker, page = make_successor(), client_of(officer)
    shown = page.get(address(owner)).content.decode()
    assert str(use_cases[0]) in shown
    everything = [*chosen(*use_cases), *chosen(exception, kind="exceptions")]
    assert set(ticked(shown)) == set(everything)
    fields: dict[str, Any] = {"rows": everything, "to": str(taker.pk), "reason": "His team goes on"}
    asked = page.post(address(owner), fields)
    assert asked.status_code == 200
    said = asked.content.decode()
    assert "This concerns <strong>3</strong> things: 2 use cases, 1 exception." in said
    assert "Susi Successor answers for all of it from now on, and is told once." in said
    assert str(use_cases[0]) in said
    assert UseCase.objects.filter(owner=owner).count() == 2
    expected = re.search(r'name="expected" value="(\w+)"', said)
    assert expected
    done = page.post(address(owner), {**fields, "confirmed": "1", "expected": expected[1]}, follow=True)
    assert "Susi Successor answers for 2 use cases, 1 exception from now on." in done.content.decode()
    assert "Nothing is left" in done.content.decode()
    assert UseCase.objects.filter(owner=taker).count() == 2


def test_what_stays_is_named_with_why(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    fields = {
        "rows": [*chosen(use_cases[0]), *chosen(exception, kind="exceptions")],
        "to": str(make_person("Lena Looker").pk),
        "reason": "His team goes on",
        "confirmed": "1",
        "expected": mark_of([use_cases[0].pk, exception.pk]),
    }
    answer = client_of(officer).post(address(owner), fields)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert str(use_cases[0]) in page
    assert "roles do not let them ask for use cases" in page
    assert "Lena Looker answers for 1 exception from now on." in page


def test_the_same_things_must_be_confirmed(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner)
    fields = {"rows": chosen(*use_cases), "to": str(make_successor().pk), "reason": "Left", "confirmed": "1"}
    answer = client_of(officer).post(address(owner), {**fields, "expected": mark_of([use_cases[0].pk])})
    assert answer.status_code == 422
    assert "Other things are theirs by now" in answer.content.decode()
    assert UseCase.objects.filter(owner=owner).count() == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rows": []}, "Choose what is to be handed over."),
        ({"rows": ["nonsense", "use-cases:nonsense"]}, "Choose what is to be handed over."),
        ({"to": ""}, "This field is required."),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_what_is_missing_is_said(officer: Person, changed: dict[str, Any], message: str) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner)
    fields = {"rows": chosen(*use_cases), "to": str(make_successor().pk), "reason": "Left", **changed}
    answer = client_of(officer).post(address(owner), fields)
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_what_was_ticked_stays_ticked(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner)
    answer = client_of(officer).post(address(owner), {"rows": chosen(use_cases[0]), "to": "", "reason": "Left"})
    assert ticked(answer.content.decode()) == chosen(use_cases[0])


def test_nothing_is_ticked_of_who_is_here(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    page = client_of(officer).get(address(owner)).content.decode()
    assert str(use_cases[0]) in page
    assert ticked(page) == []


def test_the_rest_that_is_not_shown_comes_along(officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.owned_lines.SHOWN_OF_EACH", 1)
    owner, use_cases, _exception = make_owner(use_cases=3)
    leave(owner)
    page = client_of(officer)
    shown = page.get(address(owner)).content.decode()
    assert "And 2 more that are not shown here" in shown
    assert len(re.findall(r"UC-\d{4} Sort", shown)) == 2  # the line, and the name of its link
    fields = {"rows": ["use-cases:rest"], "to": str(make_successor().pk), "reason": "Left"}
    asked = page.post(address(owner), fields)
    assert "This concerns <strong>2</strong> things: 2 use cases." in asked.content.decode()
    assert len(use_cases) == 3


def test_much_is_a_background_job(officer: Person, monkeypatch: pytest.MonkeyPatch, sent: list[str]) -> None:
    monkeypatch.setattr("access.views.handing_over.MOST_AT_ONCE", 1)
    owner, use_cases, _exception = make_owner()
    leave(owner)
    expected = mark_of([each.pk for each in use_cases])
    fields = {"rows": chosen(*use_cases), "to": str(make_successor().pk), "reason": "Left", "confirmed": "1"}
    answer = client_of(officer).post(address(owner), {**fields, "expected": expected})
    job = Job.objects.get(kind="hand-over")
    assert answer.headers["Location"] == job.get_absolute_url()
    assert (job.total, job.person) == (2, officer)
    assert "hand-over" in jobs.kinds


def test_a_successor_sees_and_takes_what_was_left(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    page = client_of(successor)
    shown = page.get(address(owner))
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "You are named to take over." in text
    assert f'<option value="{successor.pk}" selected>' in text
    # A draft is opened to nobody but those on it: there is no way in before they own it.
    assert use_cases[0].get_absolute_url() not in text
    assert page.get(f"/access/people/{owner.pk}/").status_code == 404


def test_who_is_neither_officer_nor_successor_finds_nothing(
    officer: Person, administrator: Person, engineer: Person, auditor: Person
) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner, make_successor())
    for somebody in (administrator, engineer, auditor):
        assert client_of(somebody).get(address(owner)).status_code == 404
        assert client_of(somebody).post(address(owner), {}).status_code == 404


def test_a_successor_finds_nothing_while_they_are_here(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    Person.objects.filter(pk=owner.pk).update(successor=successor)
    assert client_of(successor).get(address(owner)).status_code == 404


def test_only_the_owner_s_department_comes_first(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    make_person("Aaron Elsewhere", department="Sales")
    make_successor("Zoe Colleague")
    leave(owner)
    page = client_of(officer).get(address(owner)).content.decode()
    assert page.index("Zoe Colleague (Operations)") < page.index("Aaron Elsewhere (Sales)")
    assert "Viktor Leaver (Operations)</option>" not in page


def test_markup_in_titles_is_text(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner(use_cases=0)
    make_draft("<b>Bold</b> moves", owner)
    leave(owner)
    assert "&lt;b&gt;Bold&lt;/b&gt; moves" in client_of(officer).get(address(owner)).content.decode()
