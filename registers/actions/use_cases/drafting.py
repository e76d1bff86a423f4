"""Asking for a use case: its draft, saved as often as one likes and as far as it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from access.models import Department, Person
from access.permits import PermissionRefused, answering_for, may_somewhere, permit
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
from registers.choices import Origin, UseCaseState
from registers.models import UseCase, UseCaseVersion
from registers.reading.assessing import Surroundings, surroundings
from registers.reading.contents import content_of
from registers.rules.content import exported
from registers.rules.use_cases import refuse_new_owner, refuse_program_owner, refuse_saving, refuse_unplaced
from trail.recording import record

ASK = "registers.request_use_case"


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

    Whose roles let them ask for one department only asks for that one: of several, their own or the one they name.

    Raises:
        PermissionRefused, Refused: not allowed, or not for this department; of several departments none is named; the
            owner may own none, or nobody answers for the program; a value is not one that its field can hold.
    """
    if not may_somewhere(by, ASK):
        raise PermissionRefused(ASK)
    owner = owner or answering_for(by)
    department = _place_for(by, department, owner)
    if owner != by:
        may_own = owner.may_for(ASK, department.pk if department else None)
        if by.is_service:
            refuse_if(refuse_program_owner(may_own=may_own))
        else:
            permit(by, "registers.share_use_case")
        refuse_if(refuse_new_owner(state=UseCaseState.DRAFT, active=owner.is_active, may_own=may_own, is_owner=False))
    use_case, version = new_use_case(
        next_numbers()[0],
        {"title": title, **content},
        surroundings(),
        by=by,
        owner=owner,
        department=department,
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
    """Save a draft as far as it is; fields that are not given stay as they are.

    The same again changes nothing and leaves no entry, unless the rules make something else of it by now.

    Raises:
        PermissionRefused, Refused: not allowed; there is no draft, or it was submitted; a value cannot stand there.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.edit_use_case", use_case)
    refuse_if(refuse_saving(state=use_case.state, proposed=proposed_state(use_case)))
    version = proposed_of(use_case)
    before, judged_before, note_before = content_of(version), _judgement_of(version), version.note
    wanted = changed_content(version, content)
    if note is not None:
        version.note = note
    write_content(version, wanted, surroundings())
    wanted["title"] = version.title
    changed = fields_changed(before, wanted)
    if not changed and (version.note, _judgement_of(version)) == (note_before, judged_before):
        return use_case
    version.save()
    write_links(version, wanted)
    if use_case.in_force is None:
        show(use_case)
        use_case.save(update_fields=USE_CASE_FIELDS)
    record("registers.use_case.edited", subject=use_case, by=by, version=version.number, fields=changed)
    enter_line(use_case)
    return use_case


def _place_for(by: Person, department: Department | None, owner: Person) -> Department | None:
    """Return the department that a new use case belongs to: the one named, else the owner's.

    Raises:
        PermissionRefused, Refused: whoever asks may not for it; they ask for several and have to name one.
    """
    place = department or owner.department
    if by.may(ASK):
        return place
    own = by.departments_for(ASK)
    if place is not None and place.pk in own:
        return place
    if department is not None:
        raise PermissionRefused(ASK)
    refuse_if(refuse_unplaced(departments=len(own)))
    return Department.objects.get(pk__in=own)


def fields_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the fields of a content that say something else: neither order nor the type of a value matter."""
    earlier, later = exported(before), exported(after)
    return sorted(name for name in later if later[name] != earlier[name])


def _judgement_of(version: UseCaseVersion) -> tuple[str, str]:
    return version.risk_tier, version.ai_act_class
