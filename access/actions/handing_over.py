"""What somebody owns comes to somebody else: one thing after the other, each by the action of its app."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop, override

from access.actions.jobs import start_job
from access.actions.messages import notify
from access.handing_over import (
    HAND_OVER,
    Owned,
    counts_of,
    in_words,
    is_officer,
    kind_named,
    left_to_officers,
    rows_of,
    takes_over,
    waiting,
)
from access.models import Job, Person, Role, RoleAssignment
from access.permits import PermissionRefused, permit
from access.rules import handing_over as rules
from common.clock import today
from common.refusals import Refused, refuse_if
from trail.recording import record

# What is to be handed over: the name of a kind, and the key of a row.
Chosen = tuple[str, UUID]


@dataclass
class Handed:
    """What came of handing things over: how many of each kind were, and which stay, with why."""

    done: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, str]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return how many were handed over."""
        return sum(self.done.values())

    @property
    def handled(self) -> int:
        """Return how many were looked at."""
        return self.number + len(self.refused)


def successor_of(person: Person, successor_id: UUID | None, *, by: Person) -> Person | None:
    """Return who is to take over from a leaver, held so that they do not leave meanwhile.

    Raises:
        Refused: it is the leaver, whoever deactivates them, a program, or not here any more.
    """
    if successor_id is None:
        return None
    successor = _held(successor_id)
    refuse_if(
        rules.refuse_successor(
            is_leaver=successor.pk == person.pk,
            is_by=successor.pk == by.pk,
            is_active=successor.is_active,
            is_service=successor.is_service,
        )
    )
    return successor


def tell_of_leaver(person: Person, *, by: Person | None) -> None:
    """Tell a leaver's successor what comes to them, and the officers what is theirs to see to; of nothing, nobody."""
    successor = person.successor if person.successor and person.successor.is_active else None
    if successor is not None:
        with _language_of(successor):
            _tell_of_leaver(person, successor, in_words(waiting(counts_of(person, successor))))
    for officer in officers():
        if officer.pk not in {by.pk if by else None, person.successor_id}:
            with _language_of(officer):
                _tell_of_leaver(person, officer, in_words(left_to_officers(counts_of(person, officer), person)))


def officers() -> list[Person]:
    """Return the active people who hand over by role, today."""
    roles = [role.pk for role in Role.objects.in_use() if HAND_OVER in role.permission_names]
    held = RoleAssignment.objects.in_force_on(today()).filter(role__in=roles, department=None)
    return list(Person.objects.active().filter(pk__in=held.order_by().values("person")).order_by("pk"))


def hand_over_address(person: Person) -> str:
    """Return the address where what a person owns is handed over."""
    return reverse("access:hand-over", args=[person.pk])


@transaction.atomic
def hand_over_one(person_id: UUID, to_id: UUID, chosen: Chosen, *, by: Person, reason: str) -> Any:
    """Hand one thing over that a person owns, by the action of its app.

    Raises:
        PermissionRefused, Refused: not allowed, not theirs any more, or whatever the app's action says.
    """
    kind_name, row_id = chosen
    person = Person.objects.get(pk=person_id)
    permit(by, HAND_OVER, person)
    kind = kind_named(kind_name)
    refuse_if(
        rules.refuse_kind(
            is_known=kind is not None,
            can_be_handed_over=kind is not None and kind.hand_over is not None,
            officers_only=kind is not None and kind.officers_only,
            by_officer=is_officer(by),
        )
    )
    return _handed(kind, person, to_id, row_id, by=by, reason=reason)  # type: ignore[arg-type]


def hand_over_many(
    person: Person,
    to: Person,
    chosen: Sequence[Chosen],
    *,
    by: Person,
    reason: str,
    so_far: Handed | None = None,
    remember: Callable[[Handed], None] = lambda _handed: None,
) -> Handed:
    """Hand over thing after thing; what is refused stays and is named with why, and stops none of the others.

    `so_far` is what came of earlier ones; `remember` is called in the transaction of each that was handed over.
    """
    outcome = so_far or Handed()
    for kind_name, row_id in chosen:
        try:
            with transaction.atomic():
                hand_over_one(person.pk, to.pk, (kind_name, row_id), by=by, reason=reason)
                outcome.done[kind_name] = outcome.done.get(kind_name, 0) + 1
                remember(outcome)
        except (Refused, PermissionRefused) as refused:
            outcome.refused.append(_stays(person, by, kind_name, row_id, str(refused)))
        except ObjectDoesNotExist:
            outcome.refused.append(_stays(person, by, kind_name, row_id, _t("It is gone.")))
    return outcome


@transaction.atomic
def finish_handing_over(person_id: UUID, to_id: UUID, outcome: Handed, *, by: Person, reason: str) -> None:
    """Put on record, with the person, how much of theirs came to whom; whoever has it now is told once.

    Raises:
        PermissionRefused: not allowed.
    """
    person, to = Person.objects.get(pk=person_id), Person.objects.get(pk=to_id)
    permit(by, HAND_OVER, person)
    if not outcome.number:
        return
    record(
        "access.person.handed_over", subject=person, also=[to], by=by, reason=reason, to=to.name, count=outcome.number
    )
    if to.pk != by.pk:
        with _language_of(to):
            what = in_words(outcome.done)
        notify(
            to,
            kind="handed-over",
            title=gettext_noop("%(by)s handed over to you what %(person)s owned: %(what)s"),
            text="%(reason)s",
            values={"by": by.name, "person": person.name, "what": what, "reason": reason},
            link=reverse("my-work"),
        )


def start_handing_over(person: Person, to: Person, chosen: Sequence[Chosen], *, by: Person, reason: str) -> Job:
    """Hand over much in the background, with progress."""
    return start_job(
        "hand-over",
        title=_t("What %(person)s owned, to %(to)s") % {"person": person.name, "to": to.name},
        settings={
            "person": str(person.pk),
            "to": str(to.pk),
            "chosen": [[kind_name, str(row_id)] for kind_name, row_id in chosen],
            "reason": reason,
        },
        total=len(chosen),
        by=by,
    )


def _handed(kind: Owned, person: Person, to_id: UUID, row_id: UUID, *, by: Person, reason: str) -> Any:
    # Held first: of two who hand over the same thing at once, the second one finds that it is not theirs any more.
    kind.hold(row_id)
    to = _held(to_id)
    refuse_if(rules.refuse_taker(is_owner=to.pk == person.pk, is_active=to.is_active, is_service=to.is_service))
    theirs = rows_of(kind, person, by, as_successor=takes_over(by, person))
    refuse_if(None if theirs.filter(pk=row_id).exists() else rules.NOT_THEIRS)
    assert kind.hand_over is not None  # noqa: S101 - the rule has said so; for the types
    return kind.hand_over(row_id, to.pk, by=by, reason=reason)


def _tell_of_leaver(person: Person, reader: Person, left: str) -> None:
    if left:
        notify(
            reader,
            kind="leaver",
            title=gettext_noop("%(person)s left: %(what)s"),
            text=gettext_noop("Hand it over to somebody who is here, or take it over yourself."),
            values={"person": person.name, "what": left},
            link=hand_over_address(person),
        )


def _language_of(person: Person) -> override:
    return override(person.language or settings.LANGUAGE_CODE)


def _held(person_id: UUID) -> Person:
    """Return a person, held so that they do not leave meanwhile."""
    return Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)


def _stays(person: Person, by: Person, kind_name: str, row_id: UUID, why: str) -> dict[str, str]:
    """Say which thing stays where it is, and why; of what is not the person's any more, only of which kind it was."""
    kind = kind_named(kind_name)
    found = None
    if kind is not None:
        found = rows_of(kind, person, by, as_successor=takes_over(by, person)).filter(pk=row_id).first()
    title = str(kind.title(found)) if kind is not None and found is not None else str(kind.label if kind else "")
    return {"kind": kind_name, "id": str(row_id), "title": title, "why": why}
