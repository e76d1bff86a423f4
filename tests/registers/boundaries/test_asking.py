"""May this go there? Answered from the address alone, with the rule that decides."""

from datetime import timedelta

import pytest

from access.models import Person
from common.clock import today
from registers.actions.categories import retire_category
from tests.factories.clients import client_of
from tests.factories.registers import make_category, make_project, make_rule
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
URL = "/registers/boundary-rules/ask/"


def test_it_works(officer: Person, engineer: Person) -> None:
    email, code, support = make_category("E-mail"), make_category("Source code"), make_project("Support")
    make_rule(email, "mask", support, reason="Customers agreed")
    general = make_rule(code, "deny", reason="Ours alone")
    entries = TrailEntry.objects.count()
    page = client_of(engineer)
    asked = {"category": ["e-mail", "source-code"], "project": str(support.pk), "endpoint": ["responses", "files"]}
    shown = page.get(URL, asked).content.decode()
    answers = shown.split('id="answers"')[1]
    assert answers.count('class="answer answer-deny"') == 2
    for text in ("Customers agreed", "Its own rule, version 1", "From the rule for Support", "Ours alone"):
        assert (text in answers) == (text != "Its own rule, version 1")
    assert general.get_absolute_url() in answers
    assert "From the rule for any project" in answers
    assert TrailEntry.objects.count() == entries


def test_without_project_and_endpoint_it_tells_what_holds_for_any(officer: Person) -> None:
    email = make_category("E-mail")
    make_rule(email, "deny", make_project("Support"))
    answers = client_of(officer).get(URL, {"category": "e-mail"}).content.decode().split('id="answers"')[1]
    assert "No rule says anything" in answers
    assert "Any project" in answers


def test_on_another_day(officer: Person) -> None:
    make_rule(make_category("E-mail"), "allow", starts_on=today() + timedelta(days=3))
    page = client_of(officer)
    for days, outcome in ((0, "review"), (3, "allow")):
        on = (today() + timedelta(days=days)).isoformat()
        assert f'class="answer answer-{outcome}"' in page.get(URL, {"category": "e-mail", "on": on}).content.decode()


def test_nothing_chosen_is_no_fault_and_what_is_unknown_is(officer: Person) -> None:
    retired = make_category("Faxes")
    retire_category(retired.pk, by=officer, reason="Gone")
    page = client_of(officer)
    for query in ({}, {"endpoint": "files"}):
        answer = page.get(URL, query)
        assert answer.status_code == 200
        assert "Choose at least one data category" in answer.content.decode()
    for wrong in ({"category": "faxes"}, {"category": "nothing"}, {"endpoint": "fax"}, {"on": "soon"}):
        assert page.get(URL, wrong).status_code == 422


def test_who_may_not_see_the_registers_gets_no_answer(nobody: Person) -> None:
    assert client_of(nobody).get(URL, {"category": "e-mail"}).status_code == 404
