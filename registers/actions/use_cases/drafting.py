"""Asking for a use case: its draft, saved as often as one likes and as far as it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from access.models import Department, Person
from access.permits import permit
from common.refusals import refuse_if
from registers.actions.registering import enter_line, next_numbers
from registers.actions.use_cases.content import (
    USE_CASE_FIELDS,
    changed_content,
    proposed_of,
    proposed_state,
    show,
    write_content,
    write_links,
)
from registers.choices import Origin
from registers.models import UseCase, UseCaseVersion
from registers.reading.assessing import Surroundings, surroundings
from registers.rules.use_cases import refuse_saving
from trail.recording import record


@transaction.atomic
def draft_use_case(
    *,
    title: str,
    by: Person,
    owner: Person | None = None,
    department: Department | None = None,
    reference: str = "",
    **content: Any,
) -> UseCase:
    """Begin a use case as a draft of its requester, or of the owner an officer names.

    Raises:
        PermissionRefused, Refused: not allowed; a value is not one that its field can hold.
    """
    permit(by, "registers.request_use_case")
    if owner is not None and owner != by:
        permit(by, "registers.share_use_case")
    owner = owner or by
    use_case, version = new_use_case(
        next_numbers()[0],
        {"title": title, **content},
        surroundings(),
        by=by,
        owner=owner,
        department=department or owner.department,
        reference=reference,
    )
    use_case.save(force_insert=True)
    version.save(force_insert=True)
    write_links(version, {"title": title, **content})
    record("registers.use_case.drafted", subject=use_case, by=by)
    enter_line(use_case)
    return use_case


def new_use_case(
    number: int,
    content: Mapping[str, Any],
    around: Surroundings,
    *,
    by: Person | None,
    owner: Person | None,
    department: Department | None = None,
    reference: str = "",
    origin: str = Origin.ENTERED,
) -> tuple[UseCase, UseCaseVersion]:
    """Make a use case and its first version, judged and unsaved; both name each other, and the database minds only
    when the transaction ends. Whoever saves them writes the links too (`write_links`).

    Raises:
        Refused: a value is not one that its field can hold.
    """
    use_case = UseCase(
        number=number, owner=owner, department=department, reference=reference, origin=origin, created_by=by
    )
    version = UseCaseVersion(use_case=use_case, number=1, created_by=by)
    write_content(version, content, around)
    use_case.proposed = version
    show(use_case)
    return use_case, version


@transaction.atomic
def save_draft(use_case_id: UUID, content: Mapping[str, Any], *, by: Person, note: str | None = None) -> UseCase:
    """Save a draft as far as it is; fields that are not given stay as they are. The same again changes nothing.

    Raises:
        PermissionRefused, Refused: not allowed; there is no draft, or it was submitted; a value cannot stand there.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.edit_use_case", use_case)
    refuse_if(refuse_saving(state=use_case.state, proposed=proposed_state(use_case)))
    version = proposed_of(use_case)
    before = changed_content(version, {})
    wanted = changed_content(version, content)
    if note is not None:
        version.note = note
    write_content(version, wanted, surroundings())
    version.save()
    write_links(version, wanted)
    if use_case.in_force is None:
        show(use_case)
        use_case.save(update_fields=USE_CASE_FIELDS)
    changed = sorted(name for name in wanted if wanted[name] != before[name])
    record("registers.use_case.edited", subject=use_case, by=by, version=version.number, fields=changed)
    enter_line(use_case)
    return use_case
