"""Documents over the API: handed in as multipart, told in JSON, taken as a file."""

from typing import Any

from django.core.files.storage import default_storage
from django.test.client import Client

from access.models import Person
from common.clock import today
from registers.models import Document
from tests.factories.clients import api_of
from tests.factories.documents import make_document
from tests.factories.files import PDF, upload
from tests.factories.registers import make_provider
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

LIST = "/api/v1/documents/"


def handed_in(person: Person, path: str = LIST, **said: Any) -> Any:
    """Send a form with a file, as programs do."""
    return Client.post(api_of(person), path, said)


def test_it_works(officer: Person, engineer: Person) -> None:
    provider, use_case = make_provider(), make_draft()
    said: dict[str, Any] = {
        "title": "DPA",
        "kind": "dpa",
        "provider": provider.pk,
        "owner": engineer.pk,
        "use_cases": [use_case.pk],
    }
    answer = handed_in(officer, file=upload("dpa.pdf"), **said)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["standing"], told["version"], told["review_on"]) == ("current", 1, None)
    assert told["provider"] == {"id": str(provider.pk), "name": "OpenAI"}
    assert told["use_cases"] == [{"id": str(use_case.pk), "code": use_case.code, "title": use_case.title}]
    assert told["versions"][0]["file"]["size"] == len(PDF)
    address = f"{LIST}{told['id']}/"
    assert api_of(engineer).get(LIST).json()["results"][0]["title"] == "DPA"
    # The engineer owns it, but the use case is another's draft.
    assert api_of(engineer).get(address).json()["use_cases"] == []
    changed = api_of(engineer).patch(address, {"title": "DPA with OpenAI", "review_on": "2099-01-01"})
    assert (changed.status_code, changed.json()["code"]) == (409, "review_too_far")
    changed = api_of(engineer).patch(address, {"title": "DPA with OpenAI"})
    assert (changed.status_code, changed.json()["title"]) == (200, "DPA with OpenAI")


def test_versions_reviews_and_retirement(officer: Person) -> None:
    document = make_document(by=officer)
    address = f"{LIST}{document.pk}/"
    answer = handed_in(officer, f"{address}versions/", file=upload("v2.pdf"), note="Shorter")
    assert [each["number"] for each in answer.json()["versions"]] == [2, 1]
    review_on = today().replace(year=today().year + 1, day=1).isoformat()
    answer = api_of(officer).post(f"{address}reviewed/", {"review_on": review_on})
    assert answer.json()["review_on"] == review_on
    answer = api_of(officer).post(f"{address}retire/", {"reason": "Replaced"})
    assert answer.json()["standing"] == "retired"
    answer = handed_in(officer, f"{address}versions/", file=upload("v3.pdf"))
    assert (answer.status_code, answer.json()["code"]) == (409, "document_retired")


def test_the_file_is_taken_whole_or_not_at_all(engineer: Person) -> None:
    document = make_document()
    stored = document.versions.get().file
    answer: Any = api_of(engineer).get(f"{LIST}{document.pk}/download/")
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="policy.pdf"'
    assert TrailEntry.objects.about(stored)[0].verb == "registers.file.downloaded"
    assert api_of(engineer).get(f"{LIST}{document.pk}/download/?version=7").status_code == 404
    default_storage.delete(str(stored.file.name))
    answer = api_of(engineer).get(f"{LIST}{document.pk}/download/?version=1")
    assert (answer.status_code, answer.json()["code"]) == (404, "file_gone")
    assert TrailEntry.objects.about(stored)[0].verb == "registers.file.found_damaged"


def test_what_cannot_be_taken_is_told(officer: Person, auditor: Person) -> None:
    said = {"title": "Policy", "kind": "policy"}
    answer = handed_in(officer, file=upload("policy.pdf", b"<script>"), **said)
    assert (answer.status_code, answer.json()["code"]) == (409, "file_kind_wrong")
    assert handed_in(officer, **said).status_code == 422
    assert api_of(officer).post(LIST, said).status_code == 415
    assert handed_in(auditor, file=upload(), **said).status_code == 403
    assert not Document.objects.exists()


def test_filters(officer: Person) -> None:
    make_document("Policy")
    make_document("DPA", "dpa")
    found = api_of(officer).get(f"{LIST}?kind=dpa&standing=current").json()["results"]
    assert [each["title"] for each in found] == ["DPA"]
    assert api_of(officer).get(f"{LIST}?kind=nothing").status_code == 400
