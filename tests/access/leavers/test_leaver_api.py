"""What somebody owns, and handing it over, over the API."""

from access.models import Job, Person
from registers.models import UseCase
from tests.factories.clients import api_of
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person
from trail.models import TrailEntry


def place(person: Person) -> str:
    return f"/api/v1/people/{person.pk}/"


def test_it_works(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    taker, program = make_successor(), api_of(officer)
    owned = program.get(f"{place(owner)}owned/").json()["results"]
    assert [(each["kind"], each["count"], each["can_be_handed_over"]) for each in owned] == [
        ("use-cases", 2, True),
        ("exceptions", 1, True),
    ]
    assert owned[1]["items"] == [
        {
            "id": str(exception.pk),
            "title": str(exception),
            "hint": owned[1]["items"][0]["hint"],
            "url": exception.get_absolute_url(),
        }
    ]
    answer = program.post(
        f"{place(owner)}hand-over/",
        {"to": str(taker.pk), "what": [{"kind": "use-cases"}], "reason": "His team goes on"},
    )
    assert (answer.status_code, answer.json()) == (200, {"handed_over": 2, "refused": [], "job": ""})
    assert set(UseCase.objects.filter(owner=taker)) == set(use_cases)
    assert TrailEntry.objects.get(verb="access.person.handed_over").channel == "api"


def test_what_stays_is_named(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner)
    what = [{"kind": "use-cases", "id": str(use_cases[0].pk)}]
    given = {"to": str(make_person("Lena Looker").pk), "what": what, "reason": "Left"}
    answer = api_of(officer).post(f"{place(owner)}hand-over/", given).json()
    assert answer["handed_over"] == 0
    assert answer["refused"][0]["id"] == str(use_cases[0].pk)
    assert "ask for use cases" in answer["refused"][0]["why"]


def test_much_is_a_job(officer: Person, monkeypatch: object, sent: list[str]) -> None:
    monkeypatch.setattr("access.api.viewsets.handing_over.MOST_AT_ONCE", 1)  # type: ignore[attr-defined]
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    given = {"to": str(make_successor().pk), "what": [{"kind": "use-cases"}], "reason": "Left"}
    answer = api_of(officer).post(f"{place(owner)}hand-over/", given)
    assert answer.status_code == 202
    assert answer.json()["job"] == Job.objects.get(kind="hand-over").get_absolute_url()


def test_a_successor_asks_and_takes(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    program = api_of(successor)
    assert program.get(f"{place(owner)}owned/").status_code == 200
    given = {"to": str(successor.pk), "what": [{"kind": "use-cases"}], "reason": "Mine now"}
    assert program.post(f"{place(owner)}hand-over/", given).json()["handed_over"] == 2


def test_who_may_not(officer: Person, engineer: Person, administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    for somebody in (engineer, administrator):
        program = api_of(somebody)
        assert program.get(f"{place(owner)}owned/").status_code == 404
        given = {"to": str(somebody.pk), "what": [{"kind": "use-cases"}], "reason": "Mine now"}
        assert program.post(f"{place(owner)}hand-over/", given).status_code == 404
    assert api_of(None).get(f"{place(owner)}owned/").status_code == 401


def test_bad_input_is_told(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    gone = leave(make_successor())
    program = api_of(officer)
    wrong = [
        ({}, 422),
        ({"to": str(gone.pk), "what": [{"kind": "use-cases"}], "reason": "Left"}, 409),
        ({"to": str(owner.pk), "what": [{"kind": "use-cases"}], "reason": "Left"}, 409),
        ({"to": str(gone.pk), "what": [], "reason": "Left"}, 422),
        ({"to": str(officer.pk), "what": [{"kind": "unheard-of"}], "reason": "Left"}, 409),
    ]
    for given, status in wrong:
        assert program.post(f"{place(owner)}hand-over/", given).status_code == status, given


def test_a_successor_is_named_over_the_api(administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    given = {"reason": "Left", "successor": str(successor.pk)}
    assert api_of(administrator).post(f"{place(owner)}deactivate/", given).status_code == 200
    assert fresh(owner).successor == successor
