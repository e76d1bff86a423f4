"""Exceptions over the API."""

from datetime import timedelta
from typing import Any

from access.models import Person
from common.clock import today
from tests.factories.clients import api_of
from tests.factories.documents import make_exception
from tests.factories.registers import make_category
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

LIST = "/api/v1/exceptions/"
SAID = {"title": "No masking", "reason": "The pilot needs names", "compensating_control": "Two agents read everything"}


def until(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def test_it_works(engineer: Person, officer: Person) -> None:
    use_case, category = make_draft(owner=engineer), make_category("Names")
    said: dict[str, Any] = {**SAID, "expires_on": until(30), "use_case": use_case.pk, "category": category.pk}
    answer = api_of(engineer).post(LIST, said)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["state"], told["standing"], told["owner"]["name"]) == ("requested", "requested", "Emil Engineer")
    assert told["use_case"]["code"] == use_case.code
    address = f"{LIST}{told['id']}/"
    assert api_of(engineer).post(f"{address}grant/").status_code == 403
    told = api_of(officer).post(f"{address}grant/", {"reason": "For the pilot"}).json()
    assert (told["standing"], told["decided_by"]["name"]) == ("in-force", "Oscar Officer")
    told = api_of(engineer).post(f"{address}end/", {"reason": "Done"}).json()
    assert told["standing"] == "ended"
    verbs = [entry.verb for entry in TrailEntry.objects.filter(subject_id=told["id"]).order_by("id")]
    assert verbs == [f"registers.exception.{past}" for past in ("requested", "granted", "ended")]


def test_nobody_decides_on_their_own(officer: Person) -> None:
    exception = make_exception(by=officer)
    for path, body in (("grant/", {}), ("refuse/", {"reason": "x"})):
        answer = api_of(officer).post(f"{LIST}{exception.pk}/{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (409, "own_exception")


def test_others_see_only_theirs(engineer: Person, data_owner: Person, auditor: Person) -> None:
    exception = make_exception(by=engineer)
    assert api_of(data_owner).get(LIST).json()["results"] == []
    assert api_of(data_owner).get(f"{LIST}{exception.pk}/").status_code == 404
    for person in (engineer, auditor):
        assert [each["id"] for each in api_of(person).get(LIST).json()["results"]] == [str(exception.pk)]
    assert api_of(auditor).get(f"{LIST}?standing=in-force").json()["results"] == []


def test_bad_input(engineer: Person) -> None:
    about = {"category": make_category("Names").pk}
    answer = api_of(engineer).post(LIST, {**SAID, "expires_on": until(3)})
    assert (answer.status_code, answer.json()["code"]) == (409, "concerns_nothing")
    assert answer.json()["errors"][0]["field"] == "use_case"
    for said, status in (
        ({**SAID, **about, "expires_on": until(400)}, 409),
        ({**SAID, **about, "expires_on": until(-1)}, 409),
        ({**SAID, "title": " ", "expires_on": until(3)}, 422),
        (SAID, 422),
        ({**SAID, "expires_on": until(3), "use_case": "x"}, 422),
    ):
        assert api_of(engineer).post(LIST, said).status_code == status, said
