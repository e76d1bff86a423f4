"""Documents: entered, renewed, reviewed, retired; each on record with the hash of what was handed in."""

import hashlib
from datetime import timedelta
from pathlib import PurePath

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import DataError

from access.models import Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers.actions.documents import (
    create_document,
    edit_document,
    renew_document,
    retire_document,
    review_document,
)
from registers.models import Document, StoredFile
from tests.factories.documents import make_document
from tests.factories.files import PDF, upload
from tests.factories.registers import make_provider, steward
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry


def test_it_works(officer: Person) -> None:
    use_case, provider = make_draft(), make_provider()
    document = create_document(
        title=" DPA with  OpenAI ",
        kind="dpa",
        provider_id=provider.pk,
        use_cases=[use_case.pk],
        review_on=today() + timedelta(days=365),
        file=upload("../dpa\u202egpj.pdf"),
        by=officer,
    )
    version = document.versions.get()
    stored = version.file
    assert (document.title, version.number, version.valid_from) == ("DPA with OpenAI", 1, today())
    assert (stored.name, stored.size, stored.kept_by) == ("dpa_gpj.pdf", len(PDF), officer)
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert str(stored.file.name).endswith(f"{stored.pk}.pdf")
    for thing in (document, use_case, provider):
        entry = TrailEntry.objects.about(thing).first()
        assert entry is not None
        assert entry.verb == "registers.document.created"


def test_a_new_version_leaves_the_earlier_one(officer: Person) -> None:
    document = make_document()
    later = today() + timedelta(days=30)
    version = renew_document(document.pk, file=upload("policy 2.pdf"), valid_from=later, note="Shorter", by=officer)
    assert list(document.versions.values_list("number", flat=True)) == [2, 1]
    shown = Document.objects.with_standing(today()).get()
    assert (shown.version_number, shown.standing) == (1, "current")  # type: ignore[attr-defined]
    shown = Document.objects.with_standing(later).get()
    assert shown.version_number == 2  # type: ignore[attr-defined]
    entry = TrailEntry.objects.about(document)[0]
    assert (entry.verb, entry.details["version"]) == ("registers.document.renewed", 2)
    assert entry.details["sha256"] == version.file.sha256


@pytest.mark.parametrize(
    ("days_from", "days_until", "days_review", "standing"),
    [(0, None, 30, "current"), (-9, -1, 30, "expired"), (5, None, 30, "future")],
)
def test_standing_in_the_database_is_the_rules(
    db: None, days_from: int, days_until: int | None, days_review: int, standing: str
) -> None:
    day = today()
    until = None if days_until is None else day + timedelta(days=days_until)
    review = day + timedelta(days=days_review)
    make_document(valid_from=day + timedelta(days=days_from), valid_until=until, review_on=review)
    assert Document.objects.with_standing(day).get().standing == standing  # type: ignore[attr-defined]
    after = Document.objects.with_standing(review + timedelta(days=1)).get()
    assert after.standing == ("expired" if until else "overdue")  # type: ignore[attr-defined]


def test_reviewing_says_when_next(officer: Person) -> None:
    document = make_document()
    review_document(document.pk, review_on=today() + timedelta(days=90), note="Still fits", by=officer)
    document.refresh_from_db()
    assert document.review_on == today() + timedelta(days=90)
    entry = TrailEntry.objects.about(document)[0]
    assert (entry.verb, entry.reason) == ("registers.document.reviewed", "Still fits")
    with pytest.raises(Refused, match="lies ahead"):
        review_document(document.pk, review_on=today(), by=officer)


def test_a_retired_document_stays_as_it_is(officer: Person) -> None:
    document = make_document()
    retire_document(document.pk, by=officer, reason="Replaced")
    for change in (
        lambda: edit_document(document.pk, by=officer, title="Other"),
        lambda: renew_document(document.pk, file=upload(), by=officer),
        lambda: review_document(document.pk, review_on=today() + timedelta(days=9), by=officer),
    ):
        with pytest.raises(Refused, match="retired"):
            change()
    assert document.versions.count() == 1


def test_editing_keeps_use_cases_that_the_editor_cannot_see(officer: Person, engineer: Person) -> None:
    hidden, own = make_draft("Hidden"), make_draft("Own", owner=engineer)
    document = make_document(owner_id=engineer.pk, use_cases=[hidden.pk])
    edit_document(document.pk, by=engineer, use_cases=[own.pk], title="New name")
    assert set(document.use_cases.all()) == {hidden, own}
    edit_document(document.pk, by=engineer, use_cases=[])
    assert set(document.use_cases.all()) == {hidden}
    with pytest.raises(Refused, match="not on the register"):
        edit_document(document.pk, by=engineer, use_cases=[make_draft("Other").pk])


def test_the_same_again_changes_nothing(officer: Person) -> None:
    document = make_document()
    before = TrailEntry.objects.count()
    edit_document(document.pk, by=officer, title=document.title, kind=document.kind)
    assert TrailEntry.objects.count() == before


def test_a_file_that_cannot_be_taken_leaves_nothing(officer: Person) -> None:
    with pytest.raises(Refused, match="of another kind"):
        make_document(file=upload("policy.pdf", b"<html><script>alert(1)</script>"))
    with pytest.raises(Refused, match="cannot be uploaded here"):
        make_document(file=upload("policy.html", b"<html>"))
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_failure_after_the_file_was_kept_removes_it(officer: Person) -> None:
    document = make_document()
    kept = set(default_storage.listdir(str(PurePath(document.versions.get().file.file.path).parent))[1])
    with pytest.raises(ValidationError):
        create_document(title="Other", kind="unheard-of", file=upload(), by=officer)
    with pytest.raises(DataError, match="NUL"):
        renew_document(document.pk, file=upload(), by=officer, note="\x00")
    assert set(default_storage.listdir(str(PurePath(document.versions.get().file.file.path).parent))[1]) == kept


def test_too_large_a_file_is_refused(officer: Person, settings: object) -> None:
    settings.ATTACHMENT_MAX_MB = 1  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="at most"):
        make_document(file=upload("policy.pdf", PDF + bytes(2**20)))


def test_strangers_enter_and_change_nothing(engineer: Person, auditor: Person) -> None:
    document = make_document(by=steward())
    for person in (engineer, auditor):
        with pytest.raises(PermissionRefused):
            make_document(by=person)
        with pytest.raises(PermissionRefused):
            renew_document(document.pk, file=upload(), by=person)
        with pytest.raises(PermissionRefused):
            retire_document(document.pk, by=person, reason="x")
