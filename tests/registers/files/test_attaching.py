"""Attachments of use cases and exceptions."""

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions import attachments
from registers.actions.attachments import attach_to_exception, attach_to_use_case, remove_attachment
from registers.actions.exceptions import end_exception
from registers.actions.use_cases import retire_use_case, share
from registers.models import Attachment, StoredFile
from tests.factories.documents import make_exception, make_granted
from tests.factories.files import PDF, upload
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry


def test_it_works(engineer: Person, officer: Person, data_owner: Person) -> None:
    use_case = make_draft(owner=engineer)
    share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    attachments = [
        attach_to_use_case(use_case.pk, file=upload("notes.pdf"), by=person, note="Minutes")
        for person in (engineer, officer, data_owner)
    ]
    for attachment, person in zip(attachments, (engineer, officer, data_owner), strict=True):
        assert (attachment.use_case, attachment.file.size, attachment.file.kept_by) == (use_case, len(PDF), person)
    entry = TrailEntry.objects.about(use_case)[0]
    assert entry.verb == "registers.attachment.added"
    assert entry.details == {"file": "notes.pdf", "sha256": attachments[-1].file.sha256, "size": len(PDF)}


def test_strangers_attach_nothing(engineer: Person, data_owner: Person, auditor: Person) -> None:
    use_case, exception = make_draft(owner=engineer), make_exception(by=engineer)
    for person in (data_owner, auditor):
        with pytest.raises(PermissionRefused):
            attach_to_use_case(use_case.pk, file=upload(), by=person)
        with pytest.raises(PermissionRefused):
            attach_to_exception(exception.pk, file=upload(), by=person)
    assert not StoredFile.objects.exists()


def test_removing_leaves_the_record(engineer: Person, data_owner: Person) -> None:
    exception = make_exception(by=engineer)
    attachment = attach_to_exception(exception.pk, file=upload(), by=engineer)
    assert StoredFile.objects.visible_to(engineer).exists()
    with pytest.raises(PermissionRefused):
        remove_attachment(attachment.pk, by=data_owner)
    remove_attachment(attachment.pk, by=engineer, reason="The wrong one")
    attachment.refresh_from_db()
    assert attachment.removed_at is not None
    assert StoredFile.objects.count() == 1
    assert not StoredFile.objects.visible_to(engineer).exists()
    assert TrailEntry.objects.about(exception)[0].verb == "registers.attachment.removed"


def test_what_is_over_stays_as_it_is(engineer: Person, officer: Person) -> None:
    use_case, exception = make_draft(owner=engineer), make_granted(by=engineer)
    attached = attach_to_use_case(use_case.pk, file=upload(), by=engineer)
    retire_use_case(use_case.pk, by=officer, reason="Over")
    end_exception(exception.pk, by=officer, reason="Over")
    for change in (
        lambda: attach_to_use_case(use_case.pk, file=upload(), by=officer),
        lambda: attach_to_exception(exception.pk, file=upload(), by=officer),
        lambda: remove_attachment(attached.pk, by=officer),
    ):
        with pytest.raises(Refused, match="This is over"):
            change()


def test_there_is_an_end_to_them(engineer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST", 1)
    use_case = make_draft(owner=engineer)
    first = attach_to_use_case(use_case.pk, file=upload(), by=engineer)
    with pytest.raises(Refused, match="100 attachments"):
        attach_to_use_case(use_case.pk, file=upload(), by=engineer)
    remove_attachment(first.pk, by=engineer)
    attach_to_use_case(use_case.pk, file=upload(), by=engineer)
    assert Attachment.objects.filter(removed_at=None).count() == 1
