"""Rows of conditions and changes are added and taken away without a script, and what was typed stays."""

from typing import Any

import pytest
from django.urls import reverse

from access.models import Person
from registers.models import Decision, UseCase
from tests.factories.clients import client_of
from tests.factories.reviews import hash_of
from tests.factories.use_cases import make_submitted
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def typed(use_case: UseCase, by: Person, headers: Any = None, **given: Any) -> str:
    body = {
        "content_hash": hash_of(use_case), "reason": "So far so good", "approved_until": "2030-02-31",
        "conditions-TOTAL_FORMS": "0", "conditions-INITIAL_FORMS": "0",
        "changes-TOTAL_FORMS": "1", "changes-INITIAL_FORMS": "0", "changes-0-field": "", "changes-0-text": "",
    } | given  # fmt: skip
    before = TrailEntry.objects.count()
    answer = client_of(by).post(reverse("registers:decide", args=[use_case.pk]), body, headers=headers)
    assert answer.status_code == 200
    assert not Decision.objects.exists()
    assert TrailEntry.objects.count() == before
    return answer.content.decode()


def test_it_works(officer: Person) -> None:
    use_case = make_submitted()
    text = typed(use_case, officer, add="condition")
    assert 'name="conditions-TOTAL_FORMS" value="1"' in text
    assert 'name="conditions-0-text"' in text
    assert "So far so good" in text
    # Whoever asked is offered as the one who sees to it, and nothing is called wrong yet.
    assert f'<option value="{use_case.owner_id}" selected>' in text
    assert "field-error" not in text
    assert "2030-02-31" in text


def test_a_second_one_keeps_the_first(officer: Person) -> None:
    use_case = make_submitted()
    first: dict[str, Any] = {
        "conditions-TOTAL_FORMS": "1", "conditions-0-text": "Tell the works council", "conditions-0-blocking": "on",
        "conditions-0-owner": str(officer.pk), "conditions-0-due_on": "soon",
    }  # fmt: skip
    text = typed(use_case, officer, add="condition", **first)
    assert 'name="conditions-TOTAL_FORMS" value="2"' in text
    assert "Tell the works council" in text
    assert f'<option value="{officer.pk}" selected>' in text
    assert 'value="soon"' in text
    blocking = text[text.index('name="conditions-0-blocking"') :]
    assert "checked" in blocking[: blocking.index(">")]


def test_one_is_taken_away(officer: Person) -> None:
    use_case = make_submitted()
    rows: dict[str, Any] = {
        "answer": "approve", "conditions-TOTAL_FORMS": "2", "conditions-0-text": "Tell the works council",
        "conditions-1-text": "Sign the contract",
    }  # fmt: skip
    text = typed(use_case, officer, remove="condition:0", **rows)
    assert 'name="conditions-TOTAL_FORMS" value="1"' in text
    assert "Sign the contract" in text
    assert "Tell the works council" not in text


def test_a_change_at_one_answer(officer: Person) -> None:
    use_case = make_submitted()
    page = client_of(officer).get(reverse("registers:review", args=[use_case.pk])).content.decode()
    assert 'name="add" value="change:oversight"' in page
    text = typed(use_case, officer, add="change:oversight")
    assert '<option value="oversight" selected>' in text
    # The row that was empty gives way to it.
    assert 'name="changes-TOTAL_FORMS" value="1"' in text
    chosen = text[text.index('value="ask-for-changes"') :]
    assert "checked" in chosen[: chosen.index(">")]


def test_a_script_asks_for_the_panel_alone(officer: Person) -> None:
    use_case = make_submitted()
    text = typed(use_case, officer, {"HX-Request": "true", "HX-Target": "decision"}, add="change")
    assert 'id="decision-form"' in text
    assert "<html" not in text
    assert 'class="route"' not in text
    assert 'name="csrfmiddlewaretoken"' in text


def test_places_that_are_not_there(officer: Person) -> None:
    use_case = make_submitted()
    for remove in ("condition:7", "condition:x", "nothing", "change:-1"):
        assert 'id="decision-form"' in typed(use_case, officer, remove=remove)
    text = typed(use_case, officer, **{"add": "condition", "conditions-TOTAL_FORMS": "99999"})
    assert text.count("Remove this condition") <= 21
