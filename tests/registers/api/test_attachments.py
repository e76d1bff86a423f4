"""Attachments of use cases and exceptions over the API."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import Client

from access.models import ApiAnswer, Person
from registers.actions.use_cases import retire_use_case
from registers.models import Attachment
from tests.factories.clients import api_of, client_of
from tests.factories.documents import make_exception
from tests.factories.files import PDF, upload
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

KEY = {"Idempotency-Key": "5f3c1d3e-4a5b-4c6d-8e7f-001122334455"}
LARGE = PDF + b"%" + bytes(3 * 2**20)


@pytest.fixture(params=["use-cases", "exceptions"])
def thing(request: pytest.FixtureRequest, engineer: Person) -> Any:
    return make_draft(owner=engineer) if request.param == "use-cases" else make_exception(by=engineer)


def address_of(thing: Any) -> str:
    return f"/api/v1{thing.get_absolute_url().removeprefix('/registers')}attachments/"


def attached(person: Person, thing: Any, *, headers: Any = None, **said: Any) -> Any:
    return Client.post(api_of(person), address_of(thing), said, headers=headers)


def test_it_works(thing: Any, engineer: Person, officer: Person) -> None:
    answer = attached(engineer, thing, file=upload("plan.pdf"), note=" The plan ")
    assert answer.status_code == 201
    told = answer.json()
    attachment = Attachment.objects.get()
    assert told["id"] == str(attachment.pk)
    assert (told["file"]["name"], told["file"]["sha256"], told["note"]) == (
        "plan.pdf",
        attachment.file.sha256,
        "The plan",
    )
    assert told["attached_by"] == {"id": str(engineer.pk), "name": "Emil Engineer"}
    assert api_of(officer).get(address_of(thing)).json() == {"results": [told]}
    taken: Any = api_of(officer).get(f"{address_of(thing)}{told['id']}/download/")
    assert b"".join(taken.streaming_content) == PDF
    assert "attachment" in taken.headers["Content-Disposition"]
    removed = api_of(engineer).post(f"{address_of(thing)}{told['id']}/remove/", {"reason": "The wrong one"})
    assert (removed.status_code, removed.json()) == (200, {"results": []})
    for path, method in (("download/", "get"), ("remove/", "post")):
        again = getattr(api_of(engineer), method)(f"{address_of(thing)}{told['id']}/{path}", {"reason": "x"})
        assert again.status_code == 404
    verbs = set(TrailEntry.objects.about(thing).values_list("verb", flat=True))
    assert {"registers.attachment.added", "registers.attachment.removed"} <= verbs
    assert TrailEntry.objects.filter(verb="registers.file.downloaded", actor_id=officer.pk).count() == 1


def test_who_may_not_see_it_finds_nothing(thing: Any, engineer: Person, data_owner: Person) -> None:
    attached(engineer, thing, file=upload("plan.pdf"))
    one = f"{address_of(thing)}{Attachment.objects.get().pk}/"
    assert attached(data_owner, thing, file=upload("plan.pdf")).status_code == 404
    for address in (address_of(thing), f"{one}download/"):
        assert api_of(data_owner).get(address).status_code == 404
    assert api_of(data_owner).post(f"{one}remove/", {"reason": "x"}).status_code == 404


def test_who_sees_it_does_not_change_it(thing: Any, engineer: Person, auditor: Person) -> None:
    attached(engineer, thing, file=upload("plan.pdf"))
    one = f"{address_of(thing)}{Attachment.objects.get().pk}/"
    assert api_of(auditor).get(f"{one}download/").status_code == 200
    assert attached(auditor, thing, file=upload("plan.pdf")).status_code == 403
    assert api_of(auditor).post(f"{one}remove/", {"reason": "x"}).status_code == 403
    assert Attachment.objects.get().removed_at is None


def test_an_attachment_of_another_thing_is_not_found(thing: Any, engineer: Person) -> None:
    attached(engineer, make_draft("Another", owner=engineer), file=upload("plan.pdf"))
    one = f"{address_of(thing)}{Attachment.objects.get().pk}/"
    assert api_of(engineer).get(f"{one}download/").status_code == 404
    assert api_of(engineer).post(f"{one}remove/", {"reason": "x"}).status_code == 404


def test_bad_input(thing: Any, engineer: Person, settings: Any) -> None:
    for said, status, code in (
        ({"file": upload("plan.exe")}, 409, "file_kind_unwanted"),
        ({"file": SimpleUploadedFile("plan.pdf", b"<html>")}, 409, "file_kind_wrong"),
        ({"note": "No file"}, 422, "invalid"),
        ({"file": upload("plan.pdf"), "note": "x" * 301}, 422, "invalid"),
    ):
        answer = attached(engineer, thing, **said)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert api_of(engineer).post(address_of(thing), {"file": "x"}).status_code == 415
    settings.ATTACHMENT_MAX_MB = 2
    answer = attached(engineer, thing, file=SimpleUploadedFile("large.pdf", LARGE))
    assert (answer.status_code, answer.json()["code"]) == (409, "file_too_large")
    assert not Attachment.objects.exists()


def test_what_is_over_stays_as_it_is(engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    retire_use_case(use_case.pk, by=engineer, reason="Over")
    answer = attached(engineer, use_case, file=upload("plan.pdf"))
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_changes_any_more")


def test_a_large_file_sent_twice_is_attached_once(thing: Any, engineer: Person) -> None:
    """Each sending draws another boundary; the key and what is sent are the same."""
    sent = [attached(engineer, thing, file=SimpleUploadedFile("a.pdf", LARGE), note="x", headers=KEY) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[1].headers["Idempotent-Replayed"] == "true"
    assert sent[0].json() == sent[1].json()
    assert Attachment.objects.get().file.size == len(LARGE)
    for said in (
        {"file": SimpleUploadedFile("a.pdf", LARGE + b"%"), "note": "x"},
        {"file": SimpleUploadedFile("b.pdf", LARGE), "note": "x"},
        {"file": SimpleUploadedFile("a.pdf", LARGE), "note": "y"},
    ):
        answer = attached(engineer, thing, headers=KEY, **said)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert ApiAnswer.objects.count() == 1


def test_a_browser_may_send_a_key_too(thing: Any, engineer: Person) -> None:
    """Django reads a form for its token before the key is looked at."""
    browser = client_of(engineer, enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/access/me/").content.decode())
    assert token is not None
    headers = {**KEY, "X-CSRFToken": token[1]}
    for _sending in range(2):
        answer = browser.post(address_of(thing), {"file": SimpleUploadedFile("a.pdf", LARGE)}, headers=headers)
        assert answer.status_code == 201
    assert Attachment.objects.count() == 1


def test_a_form_where_json_is_read(engineer: Person) -> None:
    for path in ("/api/v1/exceptions/", "/api/v1/use-cases/"):
        answer = Client.post(api_of(engineer), path, {"title": "x"}, headers=KEY)
        assert answer.status_code == 415
