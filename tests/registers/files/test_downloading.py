"""Taking a file: whole, to be saved, by whoever may see what it belongs to, and on record."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from access.models import Person
from registers.actions.attachments import attach_to_exception, attach_to_use_case
from registers.models import StoredFile
from tests.factories.clients import client_of
from tests.factories.documents import make_document, make_exception
from tests.factories.files import PDF, upload
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry


def take(person: Person | None, stored: StoredFile) -> Any:
    return client_of(person).get(f"/registers/files/{stored.pk}/")


def document_file(name: str = "policy.pdf") -> StoredFile:
    return make_document(file=upload(name)).versions.get().file


def test_it_works(engineer: Person) -> None:
    stored = document_file('Leitlinie für KI; "v1".pdf')
    answer = take(engineer, stored)
    assert answer.status_code == 200
    assert b"".join(answer) == PDF
    assert answer.streaming
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert "\n" not in disposition
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Length"] == str(len(PDF))
    entry = TrailEntry.objects.about(stored)[0]
    assert (entry.verb, entry.actor_id) == ("registers.file.downloaded", engineer.pk)


def test_looking_at_the_head_only_takes_nothing(engineer: Person) -> None:
    stored = document_file()
    assert client_of(engineer).head(f"/registers/files/{stored.pk}/").status_code == 200
    assert not TrailEntry.objects.filter(verb="registers.file.downloaded").exists()


def test_whoever_sees_the_thing_sees_its_file(
    engineer: Person, officer: Person, data_owner: Person, nobody: Person
) -> None:
    use_case, exception = make_draft(owner=engineer), make_exception(by=engineer)
    theirs = [
        attach_to_use_case(use_case.pk, file=upload(), by=engineer).file,
        attach_to_exception(exception.pk, file=upload(), by=engineer).file,
    ]
    for stored in theirs:
        expected = {engineer: 200, officer: 200, data_owner: 404, nobody: 404, None: 302}
        assert {person: take(person, stored).status_code for person in expected} == expected
    assert take(data_owner, document_file()).status_code == 200
    assert take(nobody, document_file()).status_code == 404


def test_a_file_that_is_gone_is_told(engineer: Person) -> None:
    stored = document_file()
    default_storage.delete(str(stored.file.name))
    answer = take(engineer, stored)
    assert answer.status_code == 404
    assert "no longer in storage" in answer.content.decode()
    assert stored.sha256 in answer.content.decode()
    entry = TrailEntry.objects.about(stored)[0]
    assert (entry.verb, entry.details["problem"]) == ("registers.file.found_damaged", "file_gone")


def test_an_altered_file_is_withheld(engineer: Person) -> None:
    stored = document_file()
    name = str(stored.file.name)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(PDF.replace(b"Count 0", b"Count 1")))
    answer = take(engineer, stored)
    assert answer.status_code == 409
    assert "SHA-256 differs" in answer.content.decode()
    assert b"%PDF" not in answer.content
    assert TrailEntry.objects.about(stored)[0].details["problem"] == "file_changed"


def test_a_storage_that_does_not_answer_is_told(engineer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = document_file()

    def away(*_args: Any) -> None:
        raise OSError("No route to host")

    monkeypatch.setattr(type(default_storage._wrapped), "_open", away)  # type: ignore[attr-defined]
    answer = take(engineer, stored)
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()
    assert not TrailEntry.objects.about(stored).filter(verb="registers.file.found_damaged").exists()
