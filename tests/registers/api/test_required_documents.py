"""What documents are required, and the checklist, over the API."""

from access.models import Person
from registers.models import RequiredDocument
from tests.factories.clients import api_of
from tests.factories.policies import make_policy
from trail.models import TrailEntry

LIST = "/api/v1/required-documents/"
SAID = {"kind": "other", "required_for": "organisation", "reason": "Our own rules ask for it"}


def test_it_works(officer: Person, engineer: Person) -> None:
    answer = api_of(officer).post(LIST, SAID)
    assert answer.status_code == 201
    told = answer.json()
    row = RequiredDocument.objects.get(pk=told["id"])
    assert {**SAID, "id": str(row.pk)}.items() <= told.items()
    assert answer.headers["Location"].endswith(f"{LIST}{row.pk}/")
    assert api_of(engineer).get(f"{LIST}?kind=other").json()["results"] == [told]
    dropped = api_of(officer).post(f"{LIST}{row.pk}/drop/", {"reason": "No longer"})
    assert dropped.status_code == 200
    assert dropped.json()["removed_at"]
    assert api_of(officer).get(f"{LIST}{row.pk}/").status_code == 404
    verbs = [entry.verb for entry in TrailEntry.objects.about(row).order_by("id")]
    assert verbs == ["registers.required_document.created", "registers.required_document.removed"]


def test_the_checklist(officer: Person, engineer: Person) -> None:
    def policies() -> dict[str, object]:
        results = api_of(engineer).get(f"{LIST}checklist/").json()["results"]
        found: dict[str, object] = next(
            each for each in results if (each["kind"], each["required_for"]) == ("policy", "organisation")
        )
        return found

    missing = policies()
    assert (missing["total"], missing["met"], missing["unmet"]) == (1, 0, 1)
    assert missing["lines"] == [{"what": "The organisation", "standing": "missing", "document": None}]
    document = make_policy("Policy on AI", by=officer)
    met = policies()
    assert (met["met"], met["unmet"]) == (1, 0)
    held = {"id": str(document.pk), "title": "Policy on AI"}
    assert met["lines"] == [{"what": "The organisation", "standing": "current", "document": held}]
    assert met["reason"] == missing["reason"] != ""


def test_who_may_not(engineer: Person, auditor: Person) -> None:
    row = RequiredDocument.objects.standing()[0]
    for person in (engineer, auditor):
        assert api_of(person).get(f"{LIST}{row.pk}/").status_code == 200
        assert api_of(person).post(LIST, SAID).status_code == 403
        assert api_of(person).post(f"{LIST}{row.pk}/drop/", {"reason": "x"}).status_code == 403
    assert RequiredDocument.objects.standing().filter(pk=row.pk).exists()


def test_bad_input(officer: Person) -> None:
    taken = RequiredDocument.objects.standing()[0]
    answer = api_of(officer).post(LIST, {"kind": taken.kind, "required_for": taken.required_for})
    assert (answer.status_code, answer.json()["code"]) == (409, "required_already")
    for said in ({}, {**SAID, "kind": "novel"}, {**SAID, "required_for": "everything"}):
        assert api_of(officer).post(LIST, said).status_code == 422, said
    assert api_of(officer).post(f"{LIST}{taken.pk}/drop/", {}).status_code == 422
    assert api_of(officer).get(f"{LIST}?kind=novel").status_code == 400
