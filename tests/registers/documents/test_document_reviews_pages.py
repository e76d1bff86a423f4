"""Pages and API on which a policy is submitted, decided, and read."""

import pytest

from access.models import Person
from registers.actions.acknowledging import ask_readers
from registers.models import Acknowledgement, Decision, ReadingDuty
from tests.factories.clients import api_of, client_of
from tests.factories.documents import make_document
from tests.factories.people import fresh, make_person
from tests.factories.policies import ask, document_review, file_hash, make_in_review, make_policy, second_officer

pytestmark = pytest.mark.django_db
API = "/api/v1/documents/"


def test_it_works(officer: Person) -> None:
    document, other = make_document("Policy", "policy", by=officer), second_officer()
    address, client = document.get_absolute_url(), client_of(officer)
    page = client.get(address).content.decode()
    assert "Not submitted" in page
    assert f"{address}submit/" in page
    assert client.get(f"{address}review/").status_code == 404
    assert client.post(f"{address}submit/").status_code == 302
    own = client.get(f"{address}review/").content.decode()
    assert "somebody else decides" in own
    assert "Give your answer" not in own
    reviewer = client_of(other)
    shown = reviewer.get(f"{address}review/").content.decode()
    for part in (file_hash(document), "Give your answer", "Compliance"):
        assert part in shown
    assert str(document) in reviewer.get("/my-work/").content.decode()
    said = {"answer": "approve", "content_hash": file_hash(document), "reason": "Clear"}
    assert reviewer.post(f"{address}review/", said).status_code == 302
    assert Decision.objects.get().person == other
    assert "Not approved" not in client.get(address).content.decode()
    assert "The review is over" in reviewer.get(f"{address}review/").content.decode()


def test_bad_answers_come_back(officer: Person, engineer: Person) -> None:
    document = make_in_review(by=officer)
    address, seen = f"{document.get_absolute_url()}review/", file_hash(document)
    reviewer = client_of(second_officer())
    for said, sentence in (
        ({}, "This field is required"),
        ({"answer": "reject"}, "Say why"),
        ({"answer": "ask-for-changes", "reason": "No"}, "Say what has to change"),
        ({"answer": "approve", "review_on": "2001-01-01"}, "a day to come"),
        ({"answer": "approve", "content_hash": "0" * 64}, "has changed since"),
        ({"answer": "maybe"}, "valid choice"),
    ):
        answer = reviewer.post(address, {"content_hash": seen, **said})
        assert answer.status_code == 422, said
        assert sentence in answer.content.decode(), said
    good = {"answer": "approve", "content_hash": seen}
    for person in (officer, engineer):
        assert client_of(person).post(address, good).status_code == 403
    assert not Decision.objects.exists()


def test_strangers(officer: Person, engineer: Person, nobody: Person) -> None:
    document = make_in_review(by=officer)
    address = document.get_absolute_url()
    assert client_of(engineer).get(f"{address}review/").status_code == 200
    for page in ("submit/", "readers/", "acknowledgements/"):
        assert client_of(engineer).get(f"{address}{page}").status_code == 403
    for page in ("", "review/", "submit/", "readers/", "acknowledge/", "acknowledgements/"):
        assert client_of(nobody).get(f"{address}{page}").status_code == 404


def test_reading_without_a_role(officer: Person, nobody: Person, engineer: Person) -> None:
    document, older = make_policy(by=officer), make_document("Other", by=officer)
    address = document.get_absolute_url()
    assert client_of(officer).post(f"{address}readers/", {"whom": "everybody", "days": "7"}).status_code == 302
    ask_readers(document.pk)
    client = client_of(fresh(nobody))
    assert f"{address}acknowledge/" in client.get("/my-work/").content.decode()
    page = client.get(f"{address}acknowledge/").content.decode()
    stored = document.versions.get().file
    assert stored.get_absolute_url() in page
    assert b"".join(client.get(stored.get_absolute_url())).startswith(b"%PDF")
    assert client.get(older.versions.get().file.get_absolute_url()).status_code == 404
    assert client.get(address).status_code == 404
    assert client.post(f"{address}acknowledge/", {"sha256": "0" * 64}).status_code == 422
    assert client.post(f"{address}acknowledge/", {"sha256": stored.sha256}).status_code == 302
    assert Acknowledgement.objects.get().person == nobody
    assert f"{address}acknowledge/" not in client.get("/my-work/").content.decode()
    people = client_of(officer).get(f"{address}acknowledgements/?standing=missing")
    assert nobody.name not in people.content.decode()
    assert engineer.name in people.content.decode()
    exported = b"".join(client_of(officer).get(f"{address}acknowledgements/?export=csv")).decode()
    assert nobody.name in exported
    shown = client_of(officer).get(address).content.decode()
    assert f"1 of {ReadingDuty.objects.count()}" in shown


def test_whom_it_concerns(officer: Person, engineer: Person) -> None:
    document = make_policy(by=officer)
    address, client = f"{document.get_absolute_url()}readers/", client_of(officer)
    for said, sentence in (
        ({"whom": "some", "days": "7"}, "Choose one role or department"),
        ({"whom": "everybody", "days": "0"}, "greater than or equal to 1"),
        ({"whom": "everybody", "days": "x"}, "whole number"),
    ):
        answer = client.post(address, said)
        assert answer.status_code == 422
        assert sentence in answer.content.decode(), said
    role = engineer.assignments.get().role_id
    assert client.post(address, {"whom": "some", "roles": str(role), "days": "7"}).status_code == 302
    ask_readers(document.pk)
    assert ReadingDuty.objects.get().person == engineer
    assert client.get(address).status_code == 200
    report = make_document("Report", "vendor-report", by=officer)
    assert client.get(f"{report.get_absolute_url()}readers/").status_code == 404


def test_the_api(officer: Person, nobody: Person, engineer: Person) -> None:
    document, other = make_document("Policy", "policy", by=officer), api_of(second_officer())
    address, seen = f"{API}{document.pk}/", {"content_hash": file_hash(document)}
    assert api_of(engineer).post(f"{address}submit/").status_code == 403
    assert api_of(officer).post(f"{address}submit/").status_code == 200
    assert api_of(officer).post(f"{address}approve/", seen).status_code == 403
    assert other.post(f"{address}approve/", {"content_hash": "x"}).status_code == 422
    assert other.post(f"{address}reject/", {**seen, "reason": "No"}).json()["code"] == "reason_missing"
    answer = other.post(f"{address}approve/", seen)
    assert (answer.status_code, answer.json()["standing"]) == (200, "current")
    assert answer.json()["versions"][0]["approval"] == "approved"
    assert other.post(f"{address}ask-for-changes/", {**seen, "reason": "Too late"}).json()["code"] == "review_closed"
    assert api_of(officer).post(f"{address}readers/", {"everybody": True}).status_code == 200
    ask_readers(document.pk)
    reader = api_of(fresh(nobody))
    duties = reader.get("/api/v1/acknowledgements/").json()["results"]
    assert [each["content_hash"] for each in duties] == [seen["content_hash"]]
    assert reader.get(f"{API}").status_code == 404
    answer = reader.post(f"{address}acknowledge/", seen)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    late = make_person("Lee Late")
    assert api_of(late).post(f"{address}acknowledge/", seen).status_code == 404
    everybody = api_of(officer).get(f"/api/v1/acknowledgements/?document={document.pk}&standing=read").json()
    assert [each["person"]["id"] for each in everybody["results"]] == [str(nobody.pk)]


def test_rejecting_on_the_page(officer: Person) -> None:
    document = make_in_review(by=officer)
    said = {"answer": "reject", "content_hash": file_hash(document), "reason": "It contradicts the agreement"}
    address = f"{document.get_absolute_url()}review/"
    assert client_of(second_officer()).post(address, said).status_code == 302
    assert document_review(document).state == "rejected"
    assert "It contradicts the agreement" in client_of(officer).get(address).content.decode()
    assert not ask(document)
