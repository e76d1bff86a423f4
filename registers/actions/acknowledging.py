"""Whom a policy concerns, who is asked to read it, and who has."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.models import Department, Person, Role
from access.permits import permit
from common.clock import now, today
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from registers.actions.sending import send_for_readers
from registers.models import Acknowledgement, Document, DocumentVersion, Readership, ReadershipParty, ReadingDuty
from registers.reading.readers import people_concerned, readership_of, version_in_force, whom
from registers.rules import acknowledging as rules
from trail.recording import record

KIND = "acknowledge"
ASKED = gettext_noop("Read %(what)s by %(due)s")
ASKED_TEXT = gettext_noop("It concerns you. Read it, then say that you have read and understood it.")
REMINDED = gettext_noop("Reminder: read %(what)s by %(due)s")
LATE = gettext_noop("Overdue: %(what)s was to be read by %(due)s")
ROLE_GONE = Refusal("role_unknown", _("One of these roles is not in use."), "roles")
DEPARTMENT_GONE = Refusal("department_unknown", _("One of these departments is not there."), "departments")


@transaction.atomic
def set_readership(
    document_id: UUID,
    *,
    by: Person,
    everybody: bool = False,
    roles: Collection[UUID] = (),
    departments: Collection[UUID] = (),
    days: int = rules.USUAL_DAYS,
) -> Readership:
    """Say whom a policy concerns, and within how many days each reads it; nobody at all ends the asking.

    Raises:
        PermissionRefused, Refused: not allowed; no policy, or retired; a role or department that is not there.
    """
    permit(by, "registers.ask_readers")
    document = Document.objects.select_for_update().get(pk=document_id)
    named = set() if everybody else {*roles, *departments}
    refuse_if(
        rules.refuse_readership(
            kind=document.kind, retired=document.retired_at is not None, parties=len(named), days=days
        )
    )
    readership, _made = Readership.objects.update_or_create(
        document=document, defaults={"everybody": everybody, "days": days, "set_at": now(), "set_by": by}
    )
    _name_parties(readership, () if everybody else roles, () if everybody else departments)
    record(
        "registers.document.readership_set",
        subject=document,
        by=by,
        whom=whom(readership_of(document)),
        days=days,
    )
    send_for_readers(document.pk)
    return readership


@transaction.atomic
def acknowledge_document(document_id: UUID, *, by: Person, sha256: str) -> Acknowledgement:
    """Say that one has read and understood a policy; `sha256` is that of the file one read. Again, it changes nothing.

    Raises:
        PermissionRefused, Refused: it does not concern them; another version is in force meanwhile, or none.
    """
    document = Document.objects.get(pk=document_id)
    permit(by, "registers.acknowledge_document", document)
    version = version_in_force(document_id, today())
    refuse_if(rules.refuse_acknowledgement(seen=sha256, in_force=version.file.sha256 if version else None))
    # Two clicks at once wait for each other here.
    duty = ReadingDuty.objects.select_for_update().filter(document_version=version, person=by, lifted_at=None).first()
    if version is None or duty is None:
        raise Refused(rules.NOT_IN_FORCE)
    known = Acknowledgement.objects.filter(document_version=version, person=by).first()
    if known is not None:
        return known
    given = Acknowledgement.objects.create(document_version=version, person=by)
    # About the version, not the document: its timeline would drown in the word of everybody.
    record("registers.document.acknowledged", subject=version, by=by, sha256=sha256)
    return given


@transaction.atomic
def ask_readers(document_id: UUID) -> int:
    """Ask whoever a policy concerns and was not asked yet, and no longer those it does not concern; safe to run twice.

    Returns how many were asked.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    readership, version = readership_of(document), version_in_force(document_id, today())
    wanted: set[UUID] = set()
    if readership is not None and version is not None:
        wanted = set(people_concerned(readership, today()).values_list("pk", flat=True))
    standing = ReadingDuty.objects.filter(document_version__document=document, lifted_at=None)
    lifted = _lift(standing, version, wanted)
    asked = _ask(version, wanted, readership.days) if version and readership else []
    if asked and version is not None:
        record(
            "registers.document.readers_asked",
            subject=document,
            by=None,
            asked=len(asked),
            no_longer=lifted,
            version=version.number,
        )
    elif lifted:
        record("registers.document.readers_released", subject=document, by=None, no_longer=lifted)
    return len(asked)


@transaction.atomic
def remind_readers(document_id: UUID) -> int:
    """Remind those who have not read a policy: a week ahead, on the day, then every week; return how many were told."""
    day, version = today(), version_in_force(document_id, today())
    waiting = ReadingDuty.objects.standing().unanswered().filter(document_version=version)
    locked = waiting.select_for_update(of=("self",), skip_locked=True).select_related("person")
    told = [
        each
        for each in locked
        if rules.reminder_due(due=each.due_on, asked_on=each.asked_on, reminded_on=each.reminded_on, today=day)
    ]
    if version is None or not told:
        return 0
    for duty in told:
        duty.reminded_on = day
        duty.save(update_fields=["reminded_on"])
        _tell(duty, version, LATE if duty.due_on < day else REMINDED)
    record(
        "registers.document.readers_reminded",
        subject=version.document,
        by=None,
        reminded=len(told),
        version=version.number,
    )
    return len(told)


def _name_parties(readership: Readership, roles: Collection[UUID], departments: Collection[UUID]) -> None:
    known_roles = set(Role.objects.in_use().filter(pk__in=roles).values_list("pk", flat=True))
    refuse_if(ROLE_GONE if set(roles) - known_roles else None)
    known_departments = set(Department.objects.filter(pk__in=departments).values_list("pk", flat=True))
    refuse_if(DEPARTMENT_GONE if set(departments) - known_departments else None)
    standing = list(readership.parties.all())
    for each in standing:
        if (each.role_id or each.department_id) not in known_roles | known_departments:
            each.delete()
    there = {each.role_id or each.department_id for each in standing}
    for key in sorted(known_roles - there):
        ReadershipParty.objects.create(readership=readership, role_id=key)
    for key in sorted(known_departments - there):
        ReadershipParty.objects.create(readership=readership, department_id=key)


def _lift(standing: Iterable[ReadingDuty], version: DocumentVersion | None, wanted: set[UUID]) -> int:
    lifted = 0
    for duty in standing:
        if version is None or duty.document_version_id != version.pk or duty.person_id not in wanted:
            duty.lifted_at = now()
            duty.save(update_fields=["lifted_at"])
            lifted += 1
    return lifted


def _ask(version: DocumentVersion, wanted: set[UUID], days: int) -> list[ReadingDuty]:
    known = {each.person_id: each for each in ReadingDuty.objects.filter(document_version=version)}
    answered = set(Acknowledgement.objects.filter(document_version=version).values_list("person_id", flat=True))
    told = []
    for person in Person.objects.filter(pk__in=wanted):
        duty = known.get(person.pk)
        if duty is not None and duty.lifted_at is None:
            continue
        duty = _duty_from(duty or ReadingDuty(document_version=version, person=person), today(), days)
        duty.person = person
        if person.pk not in answered:
            _tell(duty, version, ASKED)
        told.append(duty)
    return told


def _duty_from(duty: ReadingDuty, day: date, days: int) -> ReadingDuty:
    duty.asked_on, duty.due_on = day, rules.due_on(day, days)
    duty.lifted_at = duty.reminded_on = None
    duty.save()
    return duty


def _tell(duty: ReadingDuty, version: DocumentVersion, title: str) -> None:
    notify(
        duty.person,
        kind=KIND,
        title=title,
        text=ASKED_TEXT,
        values={"what": version.document.title, "due": duty.due_on},
        link=f"{version.document.get_absolute_url()}acknowledge/",
    )
